import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Refused } from '../data/Refused.tsx'
import { Button } from '../ui/Button.tsx'
import { Form, FormFoot } from '../ui/Form.tsx'
import { focusOnceDrawn, takeLostFocusTo } from '../ui/focus.ts'
import { TextField } from '../ui/TextField.tsx'
import { movePair } from './move.ts'

const opensId = 'move-in'

/** A pair that a technician knows to belong to it, by the code of its trajectory. */
export function MoveInForm({ id }: { id: string }) {
  const { t } = useTranslation()
  const [isOpen, setOpen] = useState(false)
  if (!isOpen)
    return (
      <Button id={opensId} look="quiet" onClick={() => setOpen(true)}>
        {t('incident.move.add')}
      </Button>
    )
  const close = () => {
    setOpen(false)
    takeLostFocusTo(opensId)
  }
  return <Asking id={id} close={close} />
}

function Asking({ id, close }: { id: string; close: () => void }) {
  const { t } = useTranslation()
  const client = useQueryClient()
  const [code, setCode] = useState('')
  const move = useMutation({
    networkMode: 'always',
    mutationFn: () => movePair({ id, trajectory: code.trim().toUpperCase(), isIn: true }, { t, client }),
    onSuccess: close,
  })
  return (
    <Form
      label={t('incident.move.add')}
      layout="line"
      submit={() => move.mutate()}
      isBusy={move.isPending}
      cancel={close}
    >
      <TextField
        ref={focusOnceDrawn}
        label={t('incident.move.code')}
        required
        maxLength={16}
        written={{ pattern: ' *[Tt]-[0-9]{4}-[0-9]{4,6} *', says: t('incident.move.wrong') }}
        value={code}
        change={setCode}
      />
      <FormFoot
        save={t('incident.move.save')}
        isBusy={move.isPending}
        cancel={{ says: t('incident.tell.cancel'), run: close }}
      />
      <Refused error={move.error} />
    </Form>
  )
}
