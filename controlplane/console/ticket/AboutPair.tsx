import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { isMissing } from '../data/fetch.ts'
import { Refused } from '../data/Refused.tsx'
import { PairBlock } from '../parts/pair/PairBlock.tsx'
import { setQuery } from '../parts/setQuery.ts'
import { trajectoryQuery } from '../parts/trajectoryQuery.ts'
import { usePerson } from '../parts/usePerson.ts'
import { Panel } from '../ui/Panel.tsx'
import { Skeleton } from '../ui/Skeleton.tsx'
import type { About } from './AboutPicker.tsx'

/** Both sides of whom a caller is about, before anything is written down. */
export function AboutPair({ about }: { about: About }) {
  return 'trajectory' in about ? <OfTrajectory code={about.trajectory} /> : <OfSet label={about.set} />
}

function OfTrajectory({ code }: { code: string }) {
  const { t } = useTranslation()
  const { data, error } = useQuery(trajectoryQuery(code))
  const person = usePerson(code, data !== undefined)
  if (!data) return <Coming error={error} />
  const { lesson, pair, home, school } = data
  return (
    <Panel title={[person, code].filter(Boolean).join(' · ') || t('oneTicket.pair')}>
      <PairBlock
        lesson={lesson}
        home={{ side: pair?.home ?? null, place: home.place }}
        school={{ side: pair?.school ?? null, place: school.place }}
      />
    </Panel>
  )
}

/** A set that serves a trajectory is shown as that. */
function OfSet({ label }: { label: string }) {
  const { data, error } = useQuery(setQuery(label))
  if (!data) return <Coming error={error} />
  if (data.trajectory !== null) return <OfTrajectory code={data.trajectory} />
  const { lesson, kind, place } = data
  const { presence, presenceSince, heardAt, camera, sound, simulated } = data
  const half = { side: { set: label, presence, presenceSince, heardAt, camera, sound, simulated }, place }
  const none = { side: null, place: null }
  return (
    <Panel title={<code>{label}</code>}>
      <PairBlock
        lesson={lesson}
        home={kind === 'home' ? half : none}
        school={kind === 'school' ? half : none}
      />
    </Panel>
  )
}

function Coming({ error }: { error: unknown }) {
  const { t } = useTranslation()
  if (!error) return <Skeleton rows={3} />
  return <Refused {...(isMissing(error) && { what: t('oneTicket.new.notChosen') })} error={error} />
}
