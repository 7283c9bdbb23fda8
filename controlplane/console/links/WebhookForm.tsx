import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { WebhookPage } from '../../integration/webhook/api.ts'
import { webhookKinds } from '../../integration/webhook/rules.ts'
import { Refused } from '../data/Refused.tsx'
import { Check } from '../ui/Check.tsx'
import { Form } from '../ui/Form.tsx'
import { TextField } from '../ui/TextField.tsx'
import classes from './links.module.css'
import { SaveRow } from './SaveRow.tsx'
import type { useSaveWebhook } from './useLinks.ts'

type Props = { webhook: WebhookPage['webhook']; save: ReturnType<typeof useSaveWebhook> }

/** Where tickets are told, and which. */
export function WebhookForm({ webhook, save }: Props) {
  const { t } = useTranslation()
  const [address, setAddress] = useState(webhook?.address ?? '')
  const [isOn, setOn] = useState(webhook?.isOn ?? true)
  const [kinds, setKinds] = useState<readonly string[]>(webhook?.kinds ?? webhookKinds)
  const choose = (kind: string, isChosen: boolean) =>
    setKinds(isChosen ? [...kinds, kind] : kinds.filter(one => one !== kind))
  const submit = () =>
    save.mutate({ address: address.trim(), isOn, kinds: webhookKinds.filter(kind => kinds.includes(kind)) })
  return (
    <Form layout="plain" label={t('links.webhook.form')} submit={submit} isBusy={save.isPending}>
      <div className={classes.fields}>
        <TextField
          label={t('links.webhook.address')}
          hint={t('links.webhook.addressHint')}
          type="url"
          required
          value={address}
          change={setAddress}
        />
        <fieldset className={classes.kinds}>
          <legend>{t('links.webhook.kinds')}</legend>
          {webhookKinds.map(kind => (
            <Check key={kind} checked={kinds.includes(kind)} onChange={isChosen => choose(kind, isChosen)}>
              {t(`links.webhook.kind.${kind}`)}
            </Check>
          ))}
        </fieldset>
        <Check checked={isOn} onChange={setOn}>
          {t('links.webhook.on')}
        </Check>
      </div>
      <SaveRow save={save} />
      <Refused error={save.error} />
    </Form>
  )
}
