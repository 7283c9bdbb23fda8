import { IconArrowLeft } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { AccountRow } from '../../people/account/api.ts'
import { Refused } from '../data/Refused.tsx'
import { useMe } from '../session/useMe.ts'
import { Asked } from '../ui/Asked.tsx'
import { Button, buttonLook } from '../ui/Button.tsx'
import split from '../ui/listAndOne.module.css'
import { Row } from '../ui/Row.tsx'
import ui from '../ui/ui.module.css'
import { useFormats } from '../ui/useTexts.ts'
import { parsePeopleAddress } from './address.ts'
import { PersonRoles } from './PersonRoles.tsx'
import { PersonSignIns } from './PersonSignIns.tsx'
import classes from './people.module.css'
import { useAccountName, useShutOrOpen } from './useAccounts.ts'

type Props = {
  account: AccountRow
  /** As far as the list holds everybody; else empty. */
  everybody: readonly AccountRow[]
}

/** The chosen person: who, which roles, shut or open, where signed in. */
export function Person({ account, everybody }: Props) {
  const { t } = useTranslation()
  const formats = useFormats()
  const heading = useRef<HTMLHeadingElement>(null)
  const { data: known } = useAccountName(account.id)
  const fullName = known ? `${known.firstName} ${known.name}` : account.firstName
  const email = known ? (known.email ?? t('admin.people.noEmail')) : '…'
  useEffect(() => {
    // Whoever chose a row wants to do something here; whoever came by an address has not begun yet.
    if (document.activeElement?.hasAttribute('data-row')) heading.current?.focus({ preventScroll: true })
  }, [])
  return (
    <section aria-labelledby="person">
      <p className={split.back}>
        <Link
          to="/admin/people"
          search={({ q }) => parsePeopleAddress({ q })}
          className={buttonLook()}
          resetScroll={false}
        >
          <IconArrowLeft size={16} aria-hidden /> {t('admin.people.back')}
        </Link>
      </p>
      <h2 id="person" ref={heading} tabIndex={-1} className={split.title}>
        {account.issuer === null ? t('admin.people.emergency') : fullName}
      </h2>
      <p className={ui.soft}>
        {account.issuer === null ? t('admin.people.emergencyWhat') : email} ·{' '}
        {t('admin.people.since', { day: formats.date(account.createdAt) })}
      </p>
      <PersonRoles account={account} everybody={everybody} />
      <ShutOrOpen account={account} />
      <PersonSignIns account={account} />
    </section>
  )
}

function ShutOrOpen({ account }: { account: AccountRow }) {
  const { t } = useTranslation()
  const { account: me } = useMe()
  const [isAsked, setAsked] = useState(false)
  const move = useShutOrOpen(account.id)
  const isOpen = account.disabledAt === null
  const isOwn = account.id === me.id
  const name = account.firstName
  if (isAsked) {
    return (
      <div className={classes.part}>
        <Asked
          question={isOpen ? t('admin.people.shutAsk', { name }) : t('admin.people.openAsk', { name })}
          yes={isOpen ? t('admin.people.shutYes') : t('admin.people.openYes')}
          no={t('admin.cancel')}
          isDanger={isOpen}
          run={() => {
            setAsked(false)
            move.mutate(isOpen ? 'disable' : 'enable')
          }}
          cancel={() => setAsked(false)}
          returnTo="shut"
        />
      </div>
    )
  }
  return (
    <div className={classes.part}>
      <Row>
        <Button
          id="shut"
          disabled={isOwn || move.isPending}
          aria-describedby="shut-help"
          onClick={() => setAsked(true)}
        >
          {isOpen ? t('admin.people.shutIt') : t('admin.people.openIt')}
        </Button>
        <span id="shut-help" className={ui.soft}>
          {isOwn
            ? t('admin.people.ownShut')
            : isOpen
              ? t('admin.people.shutHelp')
              : t('admin.people.openHelp')}
        </span>
      </Row>
      <Refused error={move.error} />
    </div>
  )
}
