import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Refused } from '../data/Refused.tsx'
import { Secret } from '../parts/Secret.tsx'
import { Button } from '../ui/Button.tsx'
import { Form } from '../ui/Form.tsx'
import { TextField } from '../ui/TextField.tsx'
import { useMakeWall } from './useWalls.ts'

export const wallNameId = 'wall-name'
const nameLengthMax = 60

/** A name, and then the link that the screen opens: shown once. */
export function NewWallForm() {
  const { t } = useTranslation()
  const [name, setName] = useState('')
  const [problem, setProblem] = useState<string>()
  const make = useMakeWall()
  const another = () => {
    make.reset()
    setName('')
  }
  if (make.data) {
    const title = t('walls.openOn', { name: make.variables })
    const address = `${location.origin}/sign-in#${make.data.token}`
    return <Secret heading="h2" title={title} text={address} says={t('walls.once')} close={another} />
  }
  const submit = () => {
    const isEmpty = name.trim() === ''
    setProblem(isEmpty ? t('walls.nameMissing') : undefined)
    if (!isEmpty) make.mutate(name.trim())
  }
  return (
    <Form layout="line" label={t('walls.new')} submit={submit} isBusy={make.isPending}>
      <TextField
        label={t('walls.name')}
        hint={t('walls.nameHint')}
        problem={problem}
        maxLength={nameLengthMax}
        value={name}
        change={setName}
      />
      <Button type="submit" look="primary" disabled={make.isPending}>
        {t(make.isPending ? 'walls.making' : 'walls.make')}
      </Button>
      <Refused error={make.error} />
    </Form>
  )
}
