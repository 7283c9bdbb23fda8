import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { TokenRow } from '../../integration/token/api.ts'
import { scopes } from '../../people/rules.ts'
import { Refused } from '../data/Refused.tsx'
import { Secret } from '../parts/Secret.tsx'
import { Button } from '../ui/Button.tsx'
import { Form } from '../ui/Form.tsx'
import { Panel } from '../ui/Panel.tsx'
import { SelectField } from '../ui/SelectField.tsx'
import { TextField } from '../ui/TextField.tsx'
import ui from '../ui/ui.module.css'
import { HowToRead } from './HowToRead.tsx'
import { TokenList } from './TokenList.tsx'
import { useMakeToken } from './useLinks.ts'

const nameLengthMax = 60
const lasts = { d30: 30, d90: 90, d365: 365 }
type Lasts = keyof typeof lasts
const choices = Object.keys(lasts) as Lasts[]

/** Tokens by which other systems read. */
export function TokensPanel({ page: { at, tokens } }: { page: { at: number; tokens: readonly TokenRow[] } }) {
  const { t } = useTranslation()
  return (
    <Panel title={t('links.tokens.title')}>
      <p className={ui.soft}>{t('links.tokens.what')}</p>
      <NewToken />
      {tokens.length === 0 ? (
        <p className={ui.soft}>{t('links.tokens.none')}</p>
      ) : (
        <TokenList tokens={tokens} at={at} />
      )}
      <HowToRead />
    </Panel>
  )
}

function NewToken() {
  const { t } = useTranslation()
  const [name, setName] = useState('')
  const [days, setDays] = useState<Lasts>('d90')
  const make = useMakeToken()
  const close = () => {
    make.reset()
    setName('')
  }
  if (make.data) {
    const title = t('links.tokens.shown', { name: make.variables.name })
    return (
      <Secret heading="h3" title={title} text={make.data.token} says={t('links.tokens.once')} close={close} />
    )
  }
  const submit = () => make.mutate({ name: name.trim(), scopes: [...scopes], days: lasts[days] })
  return (
    <Form layout="line" label={t('links.tokens.form')} submit={submit} isBusy={make.isPending}>
      <TextField
        label={t('links.tokens.name')}
        hint={t('links.tokens.nameHint')}
        required
        maxLength={nameLengthMax}
        value={name}
        change={setName}
      />
      <SelectField
        label={t('links.tokens.days')}
        value={days}
        options={choices.map(value => ({ value, says: t(`links.tokens.lasts.${value}`) }))}
        change={setDays}
      />
      <Button type="submit" look="primary" disabled={make.isPending}>
        {t(make.isPending ? 'links.tokens.making' : 'links.tokens.make')}
      </Button>
      <Refused error={make.error} />
    </Form>
  )
}
