import { useTranslation } from 'react-i18next'
import type { TicketState } from '../../tickets/rules.ts'
import { usePageKeys } from '../session/pageKeys.ts'
import { ActsMenu } from '../ui/ActsMenu.tsx'
import { NowButton } from '../ui/NowButton.tsx'
import { Row } from '../ui/Row.tsx'

type Act = { key: string; says: string; whyNot: string | undefined; run: () => void }
type Name = 'claim' | 'answer' | 'resolve' | 'reopen' | 'close' | 'release'

/** What stands open by how far it is; the first is what one comes for. */
const open: Record<TicketState, readonly Name[]> = {
  new: ['claim', 'resolve'],
  open: ['resolve', 'release'],
  waiting_user: ['answer', 'resolve'],
  waiting_third_party: ['answer', 'resolve'],
  planned: ['answer', 'resolve'],
  resolved: ['close', 'reopen'],
  closed: ['reopen'],
  merged: [],
  cancelled: [],
}

/** Where the focus goes when a form is done. */
export const firstActId = 'ticket-act'

const keys = { c: 'claim', e: 'resolve' } as const

type Props = { state: TicketState; no: number; acts: readonly Act[] }

/** What may be done now in the order in which it is done; all else behind three dots, with why not. */
export function ActBar({ state, no, acts }: Props) {
  const { t } = useTranslation()
  const byName = (name: Name) => acts.find(({ key }) => key === `oneTicket.act.${name}`)
  const shown = open[state].flatMap(name => byName(name) ?? [])
  usePageKeys(
    Object.entries(keys).flatMap(([key, name]) => {
      const act = byName(name)
      return act ? [{ key, says: act.says, run: () => act.whyNot === undefined && act.run() }] : []
    }),
  )
  if (acts.length === 0) return null
  return (
    <Row>
      {shown.map(({ key, says, whyNot, run }, place) => (
        <NowButton
          key={key}
          id={place === 0 ? firstActId : undefined}
          look={place === 0 ? 'primary' : 'plain'}
          whyNot={whyNot}
          onClick={run}
        >
          {says}
        </NowButton>
      ))}
      <ActsMenu label={t('oneTicket.menu', { no })} acts={acts.filter(act => !shown.includes(act))} />
    </Row>
  )
}
