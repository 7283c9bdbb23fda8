import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '../ui/Button.tsx'
import { Check } from '../ui/Check.tsx'
import { setPreferences, usePreferences } from '../ui/preferences.ts'
import ui from '../ui/ui.module.css'
import classes from './help.module.css'

const keys = [
  { keys: ['Ctrl', 'K'], says: 'search' },
  { keys: ['/'], says: 'search' },
  { keys: ['n'], says: 'next' },
  { keys: ['p'], says: 'previous' },
  { keys: ['Enter'], says: 'open' },
  { keys: ['u'], says: 'undo' },
  { keys: ['?'], says: 'help' },
] as const

export function KeyboardHelp({ open, close }: { open: boolean; close: () => void }) {
  const { t } = useTranslation()
  const { shortcuts } = usePreferences()
  const dialog = useRef<HTMLDialogElement>(null)
  useEffect(() => {
    if (open) dialog.current?.showModal()
    else dialog.current?.close()
  }, [open])
  return (
    <dialog
      ref={dialog}
      onClose={close}
      className={`${ui.dialog} ${classes.dialog}`}
      aria-labelledby="keyboard-help"
    >
      <h2 id="keyboard-help">{t('keys.title')}</h2>
      <dl className={classes.keys}>
        {keys.map(({ keys, says }) => (
          <div key={keys.join()}>
            <dt>
              {keys.map(key => (
                <kbd key={key}>{key}</kbd>
              ))}
            </dt>
            <dd>{t(`keys.${says}`)}</dd>
          </div>
        ))}
      </dl>
      <div>
        <Check checked={shortcuts} onChange={() => setPreferences({ shortcuts: !shortcuts })}>
          {t('keys.on')}
        </Check>
        <p className={ui.soft}>{t('keys.onWhy')}</p>
      </div>
      <Button onClick={close}>{t('keys.close')}</Button>
    </dialog>
  )
}
