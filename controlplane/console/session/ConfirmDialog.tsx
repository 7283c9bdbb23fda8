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
import { Form } from '../ui/Form.tsx'
import { focusOnceDrawn } from '../ui/focus.ts'
import { Row } from '../ui/Row.tsx'
import { TextField } from '../ui/TextField.tsx'
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
      <Row>
        <Button look="quiet" onClick={() => dialog.current?.close()}>
          {t('people.confirm.cancel')}
        </Button>
      </Row>
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
    <Form layout="plain" isBusy={token === undefined || use.isPending} submit={() => use.mutate(token!)}>
      <p role="status">
        {t('people.confirm.made')} {t('people.confirm.madeNext')}
      </p>
      <TextField
        label={t('people.confirm.paste')}
        problem={says}
        spellCheck={false}
        maxLength={500}
        ref={focusOnceDrawn}
        value={text}
        change={setText}
        onPaste={event => {
          const pasted = findToken(event.clipboardData.getData('text'))
          if (pasted !== undefined && !use.isPending) use.mutate(pasted)
        }}
      />
      <Row>
        <Button type="submit" disabled={use.isPending}>
          {t('people.confirm.go')}
        </Button>
      </Row>
    </Form>
  )
}

function useWhyNot(error: unknown, isNoLink: boolean): string | undefined {
  const { t } = useTranslation()
  const why = useWhy(error)
  if (why) return `${why.says} ${why.next}`
  return isNoLink ? t('people.confirm.notLink') : undefined
}
