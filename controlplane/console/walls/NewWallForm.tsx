import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Refused } from '../data/Refused.tsx'
import { CopyButton } from '../parts/CopyButton.tsx'
import { Button } from '../ui/Button.tsx'
import { Form } from '../ui/Form.tsx'
import { focusOnceDrawn } from '../ui/focus.ts'
import { Row } from '../ui/Row.tsx'
import { TextField } from '../ui/TextField.tsx'
import { useMakeWall } from './useWalls.ts'
import classes from './walls.module.css'

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
  if (make.data) return <Link token={make.data.token} name={make.variables} close={another} />
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

function Link({ token, name, close }: { token: string; name: string; close: () => void }) {
  const { t } = useTranslation()
  const address = `${location.origin}/sign-in#${token}`
  return (
    <section className={classes.link} aria-labelledby="wall-link">
      <h2 id="wall-link" ref={focusOnceDrawn} tabIndex={-1}>
        {t('walls.openOn', { name })}
      </h2>
      <code>{address}</code>
      <p>{t('walls.once')}</p>
      <Row>
        <CopyButton text={address}>{t('walls.copy')}</CopyButton>
        <Button look="quiet" onClick={close}>
          {t('walls.close')}
        </Button>
      </Row>
    </section>
  )
}
