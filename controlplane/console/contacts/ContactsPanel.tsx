import { useMutation } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Contact } from '../../contacts/api.ts'
import { ask } from '../data/fetch.ts'
import { Refused } from '../data/Refused.tsx'
import { GatedButton } from '../session/GatedButton.tsx'
import { useMay } from '../session/useMay.ts'
import { Button } from '../ui/Button.tsx'
import { Panel } from '../ui/Panel.tsx'
import { Row } from '../ui/Row.tsx'
import { Skeleton } from '../ui/Skeleton.tsx'
import ui from '../ui/ui.module.css'
import { showContactsId } from './actions.ts'
import { ContactLines } from './ContactList.tsx'
import classes from './contacts.module.css'
import { OwnContacts } from './OwnContacts.tsx'
import type { Whose } from './useOwnContacts.ts'

type Props = {
  of: Whose
  /** Whom to call is what the page is opened for: they are shown at once. */
  areOpen?: boolean
}

/** Whom to call. Names of a family are asked for only where somebody wants to see them, for that is written down. */
export function ContactsPanel({ of, areOpen = false }: Props) {
  const { t } = useTranslation()
  const { may } = useMay('trajectory' in of ? 'seeContacts' : 'seePlaceContacts')
  if (!may) return null
  return (
    <Panel id="contacts" title={t('contacts.title')} isPrivate>
      <Contacts key={JSON.stringify(of)} of={of} areOpen={areOpen || 'location' in of} />
    </Panel>
  )
}

function Contacts({ of, areOpen }: Required<Props>) {
  const { t } = useTranslation()
  const policy = 'trajectory' in of ? 'seeContacts' : 'seePlaceContacts'
  const isOpen = useMay(policy).may && areOpen
  // Not a query: nothing may ask for it again by itself.
  const look = useMutation({ networkMode: 'always', mutationFn: () => contactsOf(of) })
  const asked = useRef(false)
  const [isHidden, setHidden] = useState(false)
  const { mutate } = look
  useEffect(() => {
    if (!isOpen || asked.current) return
    asked.current = true
    mutate()
  }, [isOpen, mutate])
  if (look.error)
    return <Refused what={t('contacts.failed')} error={look.error} retry={() => look.mutate()} />
  if (!look.data && isOpen && !isHidden) return <Skeleton rows={2} />
  if (!look.data)
    return (
      <Row>
        <GatedButton
          id={showContactsId}
          policy={policy}
          disabled={look.isPending}
          onClick={() => look.mutate()}
        >
          {t('contacts.show')}
        </GatedButton>
        <span className={ui.soft}>{t('contacts.noted')}</span>
      </Row>
    )
  const { own, school } = look.data
  return (
    <>
      {school && <h3 className={classes.group}>{t('contacts.family')}</h3>}
      <OwnContacts of={of} found={own} />
      {school && <OfSchool contacts={school} />}
      {school && (
        <Row>
          <Button
            look="quiet"
            onClick={() => {
              setHidden(true)
              look.reset()
            }}
          >
            {t('contacts.hide')}
          </Button>
          <span className={ui.soft}>{t('contacts.noted')}</span>
        </Row>
      )}
    </>
  )
}

function OfSchool({ contacts }: { contacts: readonly Contact[] }) {
  const { t } = useTranslation()
  return (
    <>
      <h3 className={classes.group}>{t('contacts.atSchool')}</h3>
      {contacts.length === 0 ? (
        <p className={ui.soft}>{t('contacts.none')}</p>
      ) : (
        <ul className={classes.list}>
          {contacts.map(contact => (
            <li key={contact.id}>
              <ContactLines contact={contact} />
            </li>
          ))}
        </ul>
      )}
      <p className={ui.soft}>{t('contacts.atSchoolWhy')}</p>
    </>
  )
}

async function contactsOf(of: Whose): Promise<{ own: Contact[]; school?: Contact[] }> {
  if ('location' in of) {
    const { contacts } = await ask('/api/locations/:code/contacts', { code: of.location }, {})
    return { own: contacts }
  }
  const { contacts, school } = await ask('/api/trajectories/:code/contacts', { code: of.trajectory }, {})
  return { own: contacts, school }
}
