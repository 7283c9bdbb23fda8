import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { HelpCase } from '../../help/api.ts'
import { stateOf } from '../../help/rules.ts'
import { tell } from '../data/fetch.ts'
import { HelpActs } from '../parts/help/HelpActs.tsx'
import { HelpWhat } from '../parts/help/HelpWhat.tsx'
import { useOpenHelp } from '../parts/help/useOpenHelp.ts'
import { mayDo } from '../session/useMay.ts'
import { useMe } from '../session/useMe.ts'
import classes from './helpBar.module.css'

type Props = {
  /** Of whom this page is. */
  isOf: (one: HelpCase) => boolean
  /** As people call who asks. */
  who: string
}

/** Who asks for help here now, above all else on the page. That somebody who can help looks at it is told to the set. */
export function HelpBar({ isOf, who }: Props) {
  const { t } = useTranslation()
  const cases = useOpenHelp().filter(isOf)
  useSeeing(cases)
  return (
    <div role="status">
      {cases.map(one => (
        <section
          key={one.id}
          aria-label={t('helpHistory.asks', { kind: t(`kind.${one.kind}`) })}
          className={classes.bar}
          data-taken={one.takenAt !== null}
        >
          <div className={classes.what}>
            <HelpWhat one={one} />
          </div>
          <HelpActs one={one} who={who} />
        </section>
      ))}
    </div>
  )
}

/** A page that lies behind others has not been seen: it is told once somebody is back at it. */
function useSeeing(cases: readonly HelpCase[]) {
  const { roles } = useMe()
  const may = mayDo(roles, 'takeHelp')
  const told = useRef(new Set<string>())
  const unseen = may ? cases.filter(one => stateOf(one) === 'waiting').map(({ id }) => id) : []
  const all = unseen.join()
  useEffect(() => {
    const see = () => {
      if (!document.hasFocus()) return
      for (const id of all.split(',').filter(Boolean)) {
        if (told.current.has(id)) continue
        told.current.add(id)
        // Not told: whoever looks again tells it then.
        tell('POST /api/help/:id/see', { id }, {}).catch(() => told.current.delete(id))
      }
    }
    see()
    addEventListener('focus', see)
    return () => removeEventListener('focus', see)
  }, [all])
}
