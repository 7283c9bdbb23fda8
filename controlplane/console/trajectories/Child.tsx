import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { TrajectoryDetail } from '../../overview/trajectories/api.ts'
import type { Child as Known } from '../../trajectories/api.ts'
import { ask } from '../data/fetch.ts'
import { Refused } from '../data/Refused.tsx'
import { GatedButton } from '../session/GatedButton.tsx'
import { mayDo } from '../session/useMay.ts'
import { useMe } from '../session/useMe.ts'
import { Button } from '../ui/Button.tsx'
import { Panel } from '../ui/Panel.tsx'
import { Row } from '../ui/Row.tsx'
import ui from '../ui/ui.module.css'
import { ChildForm } from './ChildForm.tsx'
import classes from './trajectory.module.css'

type Props = { trajectory: TrajectoryDetail }

/** First name and class: asked for only when somebody wants to see them, for that is written down. */
export function Child(props: Props) {
  const { t } = useTranslation()
  const { roles } = useMe()
  if (!mayDo(roles, 'seeChildren') && !mayDo(roles, 'changeTrajectories')) return null
  return (
    <Panel id="child" title={t('trajectory.child')}>
      <Content {...props} />
    </Panel>
  )
}

function Content({ trajectory: { code, knowsChild } }: Props) {
  const [isChanging, setChanging] = useState(false)
  const [saved, setSaved] = useState<Known>()
  const look = useLook(code)
  const child = saved ?? look.data?.child ?? null
  const isShown = saved !== undefined || look.data !== undefined
  const change = () => setChanging(true)
  const close = () => setChanging(false)
  const keep = (child: Known) => {
    setSaved(child)
    close()
  }
  const hide = () => {
    setSaved(undefined)
    look.reset()
  }
  if (isChanging) return <ChildForm code={code} child={child} saved={keep} cancel={close} />
  if (isShown) return <Shown child={child} change={change} hide={hide} />
  return knowsChild ? <Hidden look={look} /> : <NotKnown enter={change} />
}

/** Not a query: nothing may ask for it again by itself. */
function useLook(code: string) {
  return useMutation({
    networkMode: 'always',
    mutationFn: () => ask('/api/trajectories/:code/child', { code }, {}),
  })
}

function NotKnown({ enter }: { enter: () => void }) {
  const { t } = useTranslation()
  return (
    <Row>
      <span className={ui.soft}>{t('trajectory.childUnknown')}</span>
      <GatedButton policy="changeTrajectories" onClick={enter}>
        {t('trajectory.enterName')}
      </GatedButton>
    </Row>
  )
}

function Hidden({ look }: { look: ReturnType<typeof useLook> }) {
  const { t } = useTranslation()
  const show = () => look.mutate()
  return (
    <>
      <Row>
        <GatedButton policy="seeChildren" disabled={look.isPending} onClick={show}>
          {t('trajectory.showName')}
        </GatedButton>
        <span className={ui.soft}>{t('trajectory.noted')}</span>
      </Row>
      {look.error && <Refused what={t('trajectory.nameFailed')} error={look.error} retry={show} />}
    </>
  )
}

type ShownProps = { child: Known | null; change: () => void; hide: () => void }

function Shown({ child, change, hide }: ShownProps) {
  const { t } = useTranslation()
  return (
    <div role="status" className={classes.shown}>
      {child ? (
        <p>
          <strong>{child.firstName}</strong>
          {child.className !== null && `, ${t('trajectory.inClass', { name: child.className })}`}
        </p>
      ) : (
        <p className={ui.soft}>{t('trajectory.childUnknown')}</p>
      )}
      <Row>
        <GatedButton policy="changeTrajectories" onClick={change}>
          {t(child ? 'trajectory.changeName' : 'trajectory.enterName')}
        </GatedButton>
        <Button look="quiet" onClick={hide}>
          {t('trajectory.hideName')}
        </Button>
      </Row>
    </div>
  )
}
