import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { pageKeys } from '../session/pageKeys.ts'
import { mayDo } from '../session/useMay.ts'
import { useMe } from '../session/useMe.ts'
import { Button } from '../ui/Button.tsx'
import { Check } from '../ui/Check.tsx'
import { setPreferences, usePreferences } from '../ui/preferences.ts'
import ui from '../ui/ui.module.css'
import classes from './help.module.css'
import { objectKinds, registry } from './registry.ts'
import { useActWords } from './useActs.ts'

/** What the registry holds for this person: its keys, and what the search field can do. */
export default function KeyboardHelp({ close }: { close: () => void }) {
  const { t } = useTranslation()
  const { shortcuts } = usePreferences()
  const dialog = useRef<HTMLDialogElement>(null)
  useEffect(() => dialog.current?.showModal(), [])
  return (
    <dialog
      ref={dialog}
      onClose={close}
      className={`${ui.dialog} ${classes.dialog}`}
      aria-labelledby="keyboard-help"
    >
      <h2 id="keyboard-help">{t('keys.title')}</h2>
      <Keys />
      <Acts />
      <div>
        <Check checked={shortcuts} onChange={() => setPreferences({ shortcuts: !shortcuts })}>
          {t('keys.on')}
        </Check>
        <p className={ui.soft}>{t('keys.onWhy')}</p>
      </div>
      <Button onClick={() => dialog.current?.close()}>{t('keys.close')}</Button>
    </dialog>
  )
}

function Keys() {
  const { t } = useTranslation()
  const { roles } = useMe()
  const own = registry.anywhere.filter(({ policy }) => mayDo(roles, policy))
  const here = pageKeys().map(({ key, says }) => ({ key, says }))
  const lines = own
    .flatMap(({ keys = [], verb }) => keys.map(key => ({ key, says: t(verb) })))
    .filter(({ key }) => here.every(own => own.key !== key))
  return (
    <dl className={classes.keys}>
      {[...here, ...lines, { key: 'Enter', says: t('keys.open') }].map(({ key, says }) => (
        <div key={key}>
          <dt>
            {key.split(' ').map(part => (
              <kbd key={part}>{part}</kbd>
            ))}
          </dt>
          <dd>{says}</dd>
        </div>
      ))}
    </dl>
  )
}

/** What can be typed in the search field, by what it is done to. */
function Acts() {
  const { t } = useTranslation()
  const { roles } = useMe()
  const hasWords = useActWords(true)
  if (!hasWords) return null
  const own = (kind: 'pages' | 'anywhere' | (typeof objectKinds)[number]) =>
    registry[kind].filter(action => mayDo(roles, action.policy) && !('keys' in action))
  const groups = (['pages', 'anywhere', ...objectKinds] as const)
    .map(kind => ({ kind, says: own(kind).map(({ verb }) => t(verb)) }))
    .filter(({ says }) => says.length > 0)
  return (
    <section className={classes.acts} aria-labelledby="help-acts">
      <h3 id="help-acts">{t('keys.acts')}</h3>
      <dl>
        {groups.map(({ kind, says }) => (
          <div key={kind}>
            <dt>{t(`search.groups.${kind}`)}</dt>
            {says.map(verb => (
              <dd key={verb}>{verb}</dd>
            ))}
          </div>
        ))}
      </dl>
    </section>
  )
}
