import { IconHeartBroken } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Heartbeat } from '../../integration/heartbeat/api.ts'
import { heartbeatMethods, isHeartbeatPart } from '../../integration/heartbeat/rules.ts'
import { Refused } from '../data/Refused.tsx'
import { Check } from '../ui/Check.tsx'
import { Fact, Facts } from '../ui/Facts.tsx'
import { Form } from '../ui/Form.tsx'
import { Moment } from '../ui/Moment.tsx'
import { Panel } from '../ui/Panel.tsx'
import { Said } from '../ui/Said.tsx'
import { SelectField } from '../ui/SelectField.tsx'
import { TextField } from '../ui/TextField.tsx'
import ui from '../ui/ui.module.css'
import classes from './links.module.css'
import { SaveRow } from './SaveRow.tsx'
import { useSaveHeartbeat } from './useLinks.ts'

/** Somebody else's watch, which rings when it hears nothing of us. */
export function HeartbeatPanel({ heartbeat }: { heartbeat: Heartbeat | null }) {
  const { t } = useTranslation()
  const [address, setAddress] = useState(heartbeat?.address ?? '')
  const [method, setMethod] = useState<Heartbeat['method']>(heartbeat?.method ?? 'POST')
  const [isOn, setOn] = useState(heartbeat?.isOn ?? true)
  const save = useSaveHeartbeat()
  const submit = () => save.mutate({ address: address.trim(), method, isOn })
  return (
    <Panel title={t('links.heartbeat.title')}>
      <p className={ui.soft}>{t('links.heartbeat.what')}</p>
      {heartbeat && <Beats heartbeat={heartbeat} />}
      <Form layout="plain" label={t('links.heartbeat.form')} submit={submit} isBusy={save.isPending}>
        <div className={classes.fields}>
          <TextField
            label={t('links.heartbeat.address')}
            hint={t('links.heartbeat.addressHint')}
            type="url"
            required
            value={address}
            change={setAddress}
          />
          <SelectField
            label={t('links.heartbeat.method')}
            value={method}
            options={heartbeatMethods.map(value => ({ value, says: value }))}
            change={setMethod}
          />
          <Check checked={isOn} onChange={setOn}>
            {t('links.heartbeat.on')}
          </Check>
        </div>
        <SaveRow save={save} />
        <Refused error={save.error} />
      </Form>
    </Panel>
  )
}

/** How it goes: when it arrived last, and what held it back. */
function Beats({ heartbeat }: { heartbeat: Heartbeat }) {
  const { t } = useTranslation()
  const { isOn, sentAt, triedAt, why, status, missing, missingSince } = heartbeat
  const parts = missing
    .map(part => (isHeartbeatPart(part) ? t(`links.heartbeat.part.${part}`) : part))
    .join(', ')
  return (
    <>
      {missing.length > 0 && (
        <div className={classes.silent} role="status">
          <Said tone="act" icon={IconHeartBroken}>
            {t('links.heartbeat.stopped')}
          </Said>
          {missingSince !== null && (
            <span>
              {t('links.heartbeat.since')} <Moment at={missingSince} />
            </span>
          )}
          <p>{t('links.heartbeat.missing', { parts })}</p>
        </div>
      )}
      <Facts>
        <Fact label={t('links.heartbeat.sent')}>
          {sentAt === null ? t('links.heartbeat.never') : <Moment at={sentAt} />}
          {!isOn && <> · {t('links.heartbeat.off')}</>}
        </Fact>
        {why !== null && triedAt !== null && (
          <Fact label={t('links.heartbeat.tried')}>
            <Moment at={triedAt} ago="none" />: {t(`links.why.${why}`, { status: status ?? '' })}
          </Fact>
        )}
      </Facts>
    </>
  )
}
