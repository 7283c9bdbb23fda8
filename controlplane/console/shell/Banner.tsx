import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '../ui/Button.tsx'
import classes from './banner.module.css'
import { useStale } from './LinkState.tsx'
import type { Notice } from './notices.ts'
import { useAway } from './useAway.tsx'
import { useEnding } from './useEnding.tsx'
import { useNobody } from './useNobody.tsx'

/** One row over every page: the worst of what everybody has to know, and how much more there is. */
export function Banner() {
  const { t } = useTranslation()
  const [isOpen, setOpen] = useState(false)
  const all = [useStale(), useAway(), useNobody(), useEnding()].filter(notice => notice !== undefined)
  const [worst, ...others] = all
  const count = others.length
  return (
    <div role="status" className={classes.banner}>
      {worst && (
        <Row notice={worst}>
          {count > 0 && (
            <Button
              look="quiet"
              aria-expanded={isOpen}
              aria-label={t('banner.more', { count })}
              onClick={() => setOpen(!isOpen)}
            >
              +{count}
            </Button>
          )}
        </Row>
      )}
      {isOpen && others.map(notice => <Row key={notice.key} notice={notice} />)}
    </div>
  )
}

function Row({ notice, children }: { notice: Notice; children?: React.ReactNode }) {
  const { icon: Icon, says, rest, acts } = notice
  return (
    <div className={classes.row}>
      <Icon size={16} aria-hidden />
      <div className={classes.words}>
        <strong>{says}</strong> <span>{rest}</span>
      </div>
      {acts && <div className={classes.acts}>{acts}</div>}
      {children}
    </div>
  )
}
