import { IconCircleCheckFilled } from '@tabler/icons-react'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Link, useBlocker } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { tell } from '../data/fetch.ts'
import { useMay } from '../session/useMay.ts'
import { useMe } from '../session/useMe.ts'
import { Asked } from '../ui/Asked.tsx'
import { Button, buttonLook } from '../ui/Button.tsx'
import { focusOnceDrawn } from '../ui/focus.ts'
import { Page } from '../ui/Page.tsx'
import { Row } from '../ui/Row.tsx'
import ui from '../ui/ui.module.css'
import { useToday } from '../ui/useToday.ts'
import { schoolYearNow } from './days.ts'
import { NewTrajectoryForm } from './NewTrajectoryForm.tsx'
import classes from './newTrajectory.module.css'
import { bodyOf, type Draft, emptyDraft, isTouched } from './newTrajectory.ts'

export function NewTrajectoryPage() {
  const { t } = useTranslation()
  const may = useMay('registerTrajectories')
  return (
    <Page name={t('trajectories.new.page')} headline={t('trajectories.new.title')}>
      {may.may ? <NewTrajectory /> : <p>{may.reason}</p>}
    </Page>
  )
}

function NewTrajectory() {
  const { t } = useTranslation()
  const { account, roles } = useMe()
  const today = useToday()
  const client = useQueryClient()
  const [draft, setDraft] = useState(() =>
    emptyDraft({
      counsellor: roles.includes('counsellor') ? account.id : '',
      schoolYear: schoolYearNow(),
      requestedOn: today,
    }),
  )
  const save = useMutation({
    networkMode: 'always',
    mutationFn: (draft: Draft) => tell('POST /api/trajectories/new', {}, bodyOf(draft)),
    onSuccess: () => void client.invalidateQueries({ queryKey: ['trajectories'] }),
  })
  if (save.data) {
    const another = () => {
      setDraft(emptyDraft(draft))
      save.reset()
    }
    return <Made code={save.data.code} another={another} />
  }
  return (
    <>
      <Leaving isTouched={isTouched(draft)} />
      <p className={ui.soft}>{t('trajectories.new.intro')}</p>
      <NewTrajectoryForm
        draft={draft}
        change={part => {
          setDraft(draft => ({ ...draft, ...part }))
          if (save.error) save.reset()
        }}
        save={() => save.mutate(draft)}
        isSaving={save.isPending}
        error={save.error}
      />
    </>
  )
}

/** What was typed is not thrown away unasked. */
function Leaving({ isTouched }: { isTouched: boolean }) {
  const { t } = useTranslation()
  const leaving = useBlocker({
    shouldBlockFn: () => isTouched,
    enableBeforeUnload: () => isTouched,
    withResolver: true,
  })
  if (leaving.status !== 'blocked') return null
  return (
    <Asked
      question={t('trajectories.new.leave')}
      yes={t('trajectories.new.leaveYes')}
      no={t('trajectories.new.leaveNo')}
      isDanger={false}
      run={leaving.proceed}
      cancel={leaving.reset}
    />
  )
}

function Made({ code, another }: { code: string; another: () => void }) {
  const { t } = useTranslation()
  return (
    <div className={classes.made}>
      <p role="status">
        <IconCircleCheckFilled size={20} aria-hidden /> {t('trajectories.new.made', { code })}
      </p>
      <Row>
        <Link
          ref={focusOnceDrawn}
          to="/trajectories/$code"
          params={{ code }}
          className={buttonLook('primary')}
        >
          {t('trajectories.new.open', { code })}
        </Link>
        <Button onClick={another}>{t('trajectories.new.another')}</Button>
        <Link to="/trajectories" className={buttonLook('quiet')}>
          {t('trajectory.toList')}
        </Link>
      </Row>
    </div>
  )
}
