import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Child } from '../../trajectories/api.ts'
import { tell } from '../data/fetch.ts'
import { Refused } from '../data/Refused.tsx'
import { Form, FormFoot } from '../ui/Form.tsx'
import { focusOnceDrawn } from '../ui/focus.ts'
import { TextField } from '../ui/TextField.tsx'
import { useChange } from './useTrajectory.ts'

type Props = { code: string; child: Child | null; saved: (child: Child) => void; cancel: () => void }

export function ChildForm({ code, child, saved, cancel }: Props) {
  const { t } = useTranslation()
  const [firstName, setFirstName] = useState(child?.firstName ?? '')
  const [className, setClassName] = useState(child?.className ?? '')
  const save = useChange(code, (body: Child) => tell('PUT /api/trajectories/:code/child', { code }, body))
  const submit = () => {
    const body = { firstName: firstName.trim(), className: className.trim() || null }
    save.mutate(body, { onSuccess: () => saved(body) })
  }
  return (
    <Form layout="inset" isBusy={save.isPending} submit={submit} cancel={cancel}>
      <TextField
        label={t('trajectories.new.firstName')}
        value={firstName}
        change={setFirstName}
        maxLength={60}
        required
        ref={focusOnceDrawn}
      />
      <TextField
        label={t('trajectories.new.className')}
        value={className}
        change={setClassName}
        maxLength={30}
      />
      <FormFoot
        save={t(save.isPending ? 'trajectory.saving' : 'trajectory.save')}
        isBusy={save.isPending}
        cancel={{ says: t('trajectory.cancel'), run: cancel }}
      />
      <Refused error={save.error} />
    </Form>
  )
}
