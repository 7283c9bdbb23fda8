import { useMutation } from '@tanstack/react-query'
import { useEffect, useId, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { askMe } from '../data/askMe.ts'
import { settleConfirming } from '../data/confirming.ts'
import { tell } from '../data/fetch.ts'
import { Refused } from '../data/Refused.tsx'
import { useWhy } from '../data/refusals/useWhy.ts'
import { sayArrived } from '../data/tabs.ts'
import { Button, buttonLook } from '../ui/Button.tsx'
import inputs from '../ui/field.module.css'
import { focusOnceDrawn } from '../ui/focus.ts'
import ui from '../ui/ui.module.css'
import classes from './session.module.css'
import { findToken } from './signInLink.ts'
import { useHere } from './useHere.ts'
import { useMe } from './useMe.ts'

/** Asks the person to prove to be there, for whatever waits for it. */
export default function ConfirmDialog() {
  const { t } = useTranslation()
  const { how } = useMe()
  const here = useHere()
  const dialog = useRef<HTMLDialogElement>(null)
  const heading = useRef<HTMLHeadingElement>(null)
  const title = useId()
  useEffect(() => {
    dialog.current?.showModal()
    heading.current?.focus()
  }, [])
  return (
    <dialog
      ref={dialog}
      onClose={() => settleConfirming(false)}
      className={`${ui.dialog} ${classes.dialog}`}
      aria-labelledby={title}
    >
      <h2 id={title} ref={heading} tabIndex={-1}>
        {t('people.confirm.title')}
      </h2>
      <p>
        {t('people.confirm.why')} {t('people.confirm.lasts')}
      </p>
      {how === 'provider' ? (
        <>
          <p className={ui.soft}>{t('people.confirm.providerNext')}</p>
          <a className={buttonLook()} href={`/api/sign-in/confirm?to=${here}`}>
            {t('people.confirm.withProvider')}
          </a>
        </>
      ) : (
        <ByLink />
      )}
      <div className={classes.choice}>
        <Button look="quiet" onClick={() => dialog.current?.close()}>
          {t('people.confirm.cancel')}
        </Button>
      </div>
    </dialog>
  )
}

/** A fresh link goes to who looks after the server; what is pasted here proves that the two speak. */
function ByLink() {
  const { t } = useTranslation()
  const make = useMutation({
    networkMode: 'always',
    mutationFn: () => tell('POST /api/sign-in/fresh-link', {}, {}),
  })
  if (make.isSuccess) return <Paste />
  return (
    <>
      <Button disabled={make.isPending} onClick={() => make.mutate()}>
        {t(make.isPending ? 'people.confirm.making' : 'people.confirm.withLink')}
      </Button>
      <Refused what={t('people.confirm.failed')} error={make.error} />
    </>
  )
}

function Paste() {
  const { t } = useTranslation()
  const [text, setText] = useState('')
  const field = useId()
  const use = useMutation({
    networkMode: 'always',
    mutationFn: (token: string) => tell('POST /api/sign-in/link', {}, { token }),
    onSuccess: async () => {
      await askMe()
      sayArrived()
      settleConfirming(true)
    },
  })
  const token = findToken(text)
  const says = useWhyNot(use.error, text !== '' && token === undefined)
  return (
    <form
      className={classes.field}
      onSubmit={event => {
        event.preventDefault()
        if (token !== undefined && !use.isPending) use.mutate(token)
      }}
    >
      <p role="status">
        {t('people.confirm.made')} {t('people.confirm.madeNext')}
      </p>
      <label htmlFor={field}>{t('people.confirm.paste')}</label>
      <input
        id={field}
        className={inputs.input}
        value={text}
        autoComplete="off"
        spellCheck={false}
        maxLength={500}
        aria-describedby={`${field}-says`}
        ref={focusOnceDrawn}
        onChange={event => setText(event.currentTarget.value)}
        onPaste={event => {
          const pasted = findToken(event.clipboardData.getData('text'))
          if (pasted !== undefined && !use.isPending) use.mutate(pasted)
        }}
      />
      <p id={`${field}-says`} role="alert" className={classes.failure}>
        {says}
      </p>
      <div className={classes.choice}>
        <Button type="submit" disabled={use.isPending}>
          {t('people.confirm.go')}
        </Button>
      </div>
    </form>
  )
}

function useWhyNot(error: unknown, isNoLink: boolean): string {
  const { t } = useTranslation()
  const why = useWhy(error)
  if (why) return `${why.says} ${why.next}`
  return isNoLink ? t('people.confirm.notLink') : ''
}
