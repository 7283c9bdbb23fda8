import { IconPrinter } from '@tabler/icons-react'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { parseEnrolmentCode } from '../../../protocol/enrolment-code.ts'
import type { EnrolmentCodeAnswer, SetEnrolment } from '../../enrolment/api.ts'
import { CopyButton } from '../parts/CopyButton.tsx'
import { GatedButton } from '../session/GatedButton.tsx'
import { Button } from '../ui/Button.tsx'
import ui from '../ui/ui.module.css'
import { useFormats } from '../ui/useTexts.ts'
import classes from './code.module.css'
import { QrCode } from './QrCode.tsx'
import { useRevokeCode } from './useEnrolment.ts'

type Props = { label: string; code: EnrolmentCodeAnswer; enrolment: SetEnrolment; close: () => void }

/** What a person brings to the set, on the screen or on paper. The code is shown once and kept nowhere. */
export default function CodeSheet({ label, code, enrolment, close }: Props) {
  const { t } = useTranslation()
  const dialog = useRef<HTMLDialogElement>(null)
  const revoke = useRevokeCode(label)
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => {
    dialog.current?.showModal()
    // The browser would go to the first button, which on a small screen is past the code.
    heading.current?.focus()
  }, [])
  const state = enrolment.tokens.find(({ id }) => id === code.id)?.state ?? 'issued'
  const isOpen = state === 'issued'
  return (
    <dialog
      ref={dialog}
      onClose={close}
      className={`${ui.dialog} ${classes.sheet}`}
      aria-labelledby="code-title"
      data-sheet
    >
      <h2 id="code-title" ref={heading} tabIndex={-1}>
        {t('device.code.title', { label })}
      </h2>
      <ol className={classes.steps}>
        <li>
          {t('device.code.steps.open')} <code>npm run enrol</code>
        </li>
        <li>{t('device.code.steps.paste')}</li>
        <li>{t('device.code.steps.wait')}</li>
      </ol>
      <div className={classes.code} data-open={isOpen}>
        <QrCode text={code.code} says={t('device.code.qr', { label })} />
        <Facts code={code} state={state} />
      </div>
      <h3>{t('device.code.text')}</h3>
      <CodeText text={code.code} />
      <p className={ui.soft}>{t('device.code.once')}</p>
      <div className={classes.buttons}>
        <CopyButton text={code.code}>{t('device.code.copy')}</CopyButton>
        <Button onClick={() => window.print()}>
          <IconPrinter size={16} aria-hidden />
          {t('device.code.print')}
        </Button>
        <GatedButton
          policy="enrolDevices"
          disabled={!isOpen || revoke.isPending}
          onClick={() => revoke.mutate(code.id)}
        >
          {t('device.code.revoke')}
        </GatedButton>
        <Button onClick={() => dialog.current?.close()}>{t('device.code.close')}</Button>
      </div>
    </dialog>
  )
}

type FactsProps = { code: EnrolmentCodeAnswer; state: SetEnrolment['tokens'][number]['state'] }

function Facts({ code, state }: FactsProps) {
  const { t } = useTranslation()
  const formats = useFormats()
  const parsed = parseEnrolmentCode(code.code)
  return (
    <dl className={classes.facts}>
      <div>
        <dt>{t('device.code.stateWord')}</dt>
        <dd>
          <span role="status" data-state={state}>
            {t(`device.code.state.${state}`)}
          </span>
        </dd>
      </div>
      <div>
        <dt>{t('device.code.until')}</dt>
        <dd>{formats.exact(code.expiresAt)}</dd>
      </div>
      <div>
        <dt>{t('device.code.host')}</dt>
        <dd>
          <code>{parsed && `${parsed.host}:${parsed.port}`}</code>
        </dd>
      </div>
      <div>
        <dt>{t('device.code.fingerprint')}</dt>
        <dd>
          <code>{grouped(parsed?.fingerprint ?? '')}</code>
        </dd>
      </div>
    </dl>
  )
}

/** Parts on lines of their own and in groups of four; whoever reads it back does not mind the blanks. */
function CodeText({ text }: { text: string }) {
  const parts = text.split('*')
  return (
    <code className={classes.text} data-code={text}>
      {parts.map((part, order) => (
        <span key={part}>
          {order < 2 ? part : grouped(part)}
          {order < parts.length - 1 && '*'}
        </span>
      ))}
    </code>
  )
}

function grouped(text: string): string {
  return text.replaceAll(/(.{4})(?=.)/g, '$1 ')
}
