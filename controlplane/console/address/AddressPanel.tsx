import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { HomeAddress } from '../../locations/address/api.ts'
import { ask } from '../data/fetch.ts'
import { Refused } from '../data/Refused.tsx'
import { GatedButton } from '../session/GatedButton.tsx'
import { useMay } from '../session/useMay.ts'
import { Button } from '../ui/Button.tsx'
import { Panel } from '../ui/Panel.tsx'
import { Row } from '../ui/Row.tsx'
import ui from '../ui/ui.module.css'
import { AddressForm } from './AddressForm.tsx'
import classes from './address.module.css'

/** Where the child lives: asked for only when somebody wants to see it, for that is written down. `code`: of the home. */
export function AddressPanel({ code }: { code: string }) {
  const { t } = useTranslation()
  if (!useMay('seeAddresses').may) return null
  return (
    <Panel id="address" title={t('admin.address.title')} isPrivate>
      <Address code={code} />
    </Panel>
  )
}

function Address({ code }: { code: string }) {
  const { t } = useTranslation()
  const [changed, setChanged] = useState<HomeAddress>()
  const [isChanging, setChanging] = useState(false)
  // Not a query: nothing may ask for it again by itself.
  const look = useMutation({
    networkMode: 'always',
    mutationFn: () => ask('/api/locations/:code/address', { code }, {}),
  })
  if (!look.data) {
    return (
      <>
        <Row>
          <GatedButton policy="seeAddresses" disabled={look.isPending} onClick={() => look.mutate()}>
            {t('admin.address.show')}
          </GatedButton>
          <span className={ui.soft}>{t('admin.address.noted')}</span>
        </Row>
        {look.error && (
          <Refused what={t('admin.address.failed')} error={look.error} retry={() => look.mutate()} />
        )}
      </>
    )
  }
  const address = changed ?? look.data.address
  if (isChanging) {
    return (
      <AddressForm
        code={code}
        address={address}
        saved={address => {
          setChanged(address)
          setChanging(false)
        }}
        cancel={() => setChanging(false)}
      />
    )
  }
  const hide = () => {
    setChanged(undefined)
    look.reset()
  }
  return (
    <div role="status">
      {address ? <Lines address={address} /> : <p className={ui.soft}>{t('admin.address.none')}</p>}
      <Row>
        <GatedButton policy="changeAddresses" onClick={() => setChanging(true)}>
          {address ? t('admin.address.change') : t('admin.address.enter')}
        </GatedButton>
        <Button look="quiet" onClick={hide}>
          {t('admin.address.hide')}
        </Button>
      </Row>
    </div>
  )
}

function Lines({ address }: { address: HomeAddress }) {
  const { street, number, postcode, municipality, note } = address
  return (
    <address className={classes.lines}>
      <p>
        {street} {number}
      </p>
      <p>
        {postcode} {municipality}
      </p>
      {note !== null && <p className={ui.soft}>{note}</p>}
    </address>
  )
}
