import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { messageSentenceOf } from '../../../protocol/sentences/messages.ts'
import { type StormSentence, stormSentences } from '../../signals/tell/rules.ts'
import { tell } from '../data/fetch.ts'
import { Refused } from '../data/Refused.tsx'
import { Form, FormFoot } from '../ui/Form.tsx'
import { focusOnceDrawn } from '../ui/focus.ts'
import { SelectField } from '../ui/SelectField.tsx'
import ui from '../ui/ui.module.css'
import { useFormats } from '../ui/useTexts.ts'
import classes from './incident.module.css'
import { refreshIncidents } from './incidentQuery.ts'

const languages = ['nl', 'en'] as const
const audiences = ['child', 'parent', 'teacher'] as const

/** One sentence for all whom a storm concerns, as each of them will read it. `tells`: sets; undefined: not known yet. */
export function TellForm({ id, tells, close }: { id: string; tells: number | undefined; close: () => void }) {
  const { t } = useTranslation()
  const formats = useFormats()
  const client = useQueryClient()
  const [sentence, setSentence] = useState<StormSentence>('helpdesk_looks')
  const send = useMutation({
    networkMode: 'always',
    mutationFn: () =>
      tell('POST /api/incidents/:id/tell', { id }, { sentence }).finally(() => refreshIncidents(client)),
  })
  if (send.data) return <Sent answer={send.data} close={close} />
  const count = tells ?? 0
  return (
    <Form
      label={t('incident.tell.title')}
      layout="inset"
      submit={() => send.mutate()}
      isBusy={send.isPending}
      cancel={close}
    >
      <h2>{t('incident.tell.title')}</h2>
      <SelectField
        ref={focusOnceDrawn}
        label={t('incident.tell.what')}
        value={sentence}
        options={stormSentences.map(value => ({ value, says: t(`oneTicket.sentence.${value}`) }))}
        change={setSentence}
      />
      <Preview sentence={sentence} />
      <p className={ui.soft}>{t('incident.tell.stays')}</p>
      <FormFoot
        save={
          send.isPending
            ? t('incident.tell.busy')
            : t('incident.tell.send', { count, number: formats.number(count) })
        }
        isBusy={send.isPending}
        cancel={{ says: t('incident.tell.cancel'), run: close }}
      />
      <Refused error={send.error} />
    </Form>
  )
}

function Preview({ sentence }: { sentence: StormSentence }) {
  const { t } = useTranslation()
  return (
    <table className={classes.preview} aria-label={t('incident.tell.preview')}>
      <thead>
        <tr>
          <th scope="col">{t('incident.tell.reads')}</th>
          {languages.map(language => (
            <th key={language} scope="col">
              {t(`incident.tell.language.${language}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {audiences.map(audience => (
          <tr key={audience}>
            <th scope="row">{t(`incident.tell.audience.${audience}`)}</th>
            {languages.map(language => (
              <td key={language} lang={language}>
                {messageSentenceOf(language, audience, sentence)}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  )
}

type Answer = { told: number; failed: readonly { set: string; refusal: string }[] }

/** How many it went to; sets that cannot be told are named. */
function Sent({ answer: { told, failed }, close }: { answer: Answer; close: () => void }) {
  const { t } = useTranslation()
  const formats = useFormats()
  return (
    <Form label={t('incident.tell.title')} layout="inset" submit={close} isBusy={false} cancel={close}>
      <p role="status">{t('incident.tell.sent', { count: told, number: formats.number(told) })}</p>
      {failed.length > 0 && (
        <p className={classes.failed}>
          {t('incident.tell.failed', { sets: formats.all(failed.map(({ set }) => set)) })}
        </p>
      )}
      <FormFoot save={t('incident.tell.close')} isBusy={false} />
    </Form>
  )
}
