import { useMutation } from '@tanstack/react-query'
import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { TrajectoryDetail } from '../../overview/trajectories/api.ts'
import type { Child as Known } from '../../trajectories/api.ts'
import { ask, tell } from '../data/fetch.ts'
import { Refused } from '../data/Refused.tsx'
import { GatedButton } from '../session/GatedButton.tsx'
import { Button } from '../ui/Button.tsx'
import inputs from '../ui/field.module.css'
import { focusOnceDrawn } from '../ui/focus.ts'
import ui from '../ui/ui.module.css'
import form from './form.module.css'
import classes from './trajectory.module.css'
import { useChange } from './useTrajectory.ts'

/** First name and class: asked for only when somebody wants to see them, for that is written down. */
export function Child({ trajectory: { code, knowsChild } }: { trajectory: TrajectoryDetail }) {
  const { t } = useTranslation()
  const [isChanging, setChanging] = useState(false)
  // Not a query: nothing may ask for it again by itself.
  const look = useMutation({
    networkMode: 'always',
    mutationFn: () => ask('/api/trajectories/:code/child', { code }, {}),
  })
  const [saved, setSaved] = useState<Known>()
  const child = saved ?? look.data?.child ?? null
  const isShown = saved !== undefined || look.data !== undefined
  const hide = () => {
    setSaved(undefined)
    look.reset()
  }
  const content = () => {
    if (isChanging) {
      return (
        <ChildForm
          code={code}
          child={child}
          saved={child => {
            setSaved(child)
            setChanging(false)
          }}
          cancel={() => setChanging(false)}
        />
      )
    }
    if (!knowsChild && !isShown) {
      return (
        <div className={classes.look}>
          <span className={ui.soft}>{t('trajectory.childUnknown')}</span>
          <GatedButton policy="changeTrajectories" onClick={() => setChanging(true)}>
            {t('trajectory.enterName')}
          </GatedButton>
        </div>
      )
    }
    if (!isShown) {
      return (
        <>
          <div className={classes.look}>
            <GatedButton policy="seeChildren" disabled={look.isPending} onClick={() => look.mutate()}>
              {t('trajectory.showName')}
            </GatedButton>
            <span className={ui.soft}>{t('trajectory.noted')}</span>
          </div>
          {look.error && (
            <Refused what={t('trajectory.nameFailed')} error={look.error} retry={() => look.mutate()} />
          )}
        </>
      )
    }
    return <Shown child={child} change={() => setChanging(true)} hide={hide} />
  }
  return (
    <section className={classes.section} aria-labelledby="child">
      <h2 id="child">{t('trajectory.child')}</h2>
      {content()}
    </section>
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
      <div className={classes.look}>
        <GatedButton policy="changeTrajectories" onClick={change}>
          {t(child ? 'trajectory.changeName' : 'trajectory.enterName')}
        </GatedButton>
        <Button look="quiet" onClick={hide}>
          {t('trajectory.hideName')}
        </Button>
      </div>
    </div>
  )
}

type FormProps = { code: string; child: Known | null; saved: (child: Known) => void; cancel: () => void }

function ChildForm({ code, child, saved, cancel }: FormProps) {
  const { t } = useTranslation()
  const id = useId()
  const [typed, setTyped] = useState({ firstName: child?.firstName ?? '', className: child?.className ?? '' })
  const save = useChange(code, (body: Known) => tell('PUT /api/trajectories/:code/child', { code }, body))
  const field = (name: keyof typeof typed, longest: number) => (
    <div className={form.field}>
      <label htmlFor={`${id}-${name}`}>{t(`trajectories.new.${name}`)}</label>
      <input
        id={`${id}-${name}`}
        className={inputs.input}
        value={typed[name]}
        required={name === 'firstName'}
        maxLength={longest}
        autoComplete="off"
        ref={name === 'firstName' ? focusOnceDrawn : undefined}
        onChange={event => setTyped({ ...typed, [name]: event.currentTarget.value })}
      />
    </div>
  )
  return (
    <form
      className={classes.sideForm}
      onSubmit={event => {
        event.preventDefault()
        const body = { firstName: typed.firstName.trim(), className: typed.className.trim() || null }
        if (!save.isPending) save.mutate(body, { onSuccess: () => saved(body) })
      }}
    >
      {field('firstName', 60)}
      {field('className', 30)}
      <div className={form.choice}>
        <Button type="submit" look="primary" disabled={save.isPending}>
          {t(save.isPending ? 'trajectory.saving' : 'trajectory.save')}
        </Button>
        <Button look="quiet" onClick={cancel}>
          {t('trajectory.cancel')}
        </Button>
      </div>
      <Refused error={save.error} />
    </form>
  )
}
