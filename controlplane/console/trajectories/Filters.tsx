import { IconAlertTriangleFilled } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { TrajectoriesPage } from '../../overview/trajectories/api.ts'
import { phases } from '../../trajectories/milestone/rules.ts'
import { Chosen } from '../ui/Chosen.tsx'
import { FilterMenu } from '../ui/FilterMenu.tsx'
import field from '../ui/field.module.css'
import { Search } from '../ui/Search.tsx'
import { Status } from '../ui/Status.tsx'
import { Toggle } from '../ui/Toggles.tsx'
import { useShown } from '../ui/useShown.ts'
import { useFormats } from '../ui/useTexts.ts'
import { chosenPhases, type TrajectoriesAddress, withoutFilters, withPhase, withWords } from './address.ts'
import classes from './trajectories.module.css'
import { useCounsellors } from './useTrajectories.ts'

type Props = { address: TrajectoriesAddress; change: (address: TrajectoriesAddress) => Promise<void> }
type AllProps = Props & { page: TrajectoriesPage | undefined; isOwn: boolean }

/** Three words are asked most; the phases are one menu. */
export function Filters({ address, change, page, isOwn }: AllProps) {
  const { t } = useTranslation()
  const formats = useFormats()
  const isLate = address.late === 'yes'
  return (
    <>
      <Search
        label={t('trajectories.search')}
        hint={t('trajectories.searchHint')}
        text={address.q}
        search={q => change(withWords(address, { q }))}
      />
      {!isOwn && <Whose address={address} change={change} />}
      <Toggle
        isOn={isLate}
        press={() => change(withWords(address, { late: isLate ? undefined : 'yes' }))}
        count={page && formats.number(page.late)}
      >
        <Status tone={page && page.late > 0 ? 'soon' : 'plain'} icon={IconAlertTriangleFilled}>
          {t('trajectories.late')}
        </Status>
      </Toggle>
      {(['now', 'none'] as const).map(word => {
        const isOn = address.lessons === word
        return (
          <Toggle
            key={word}
            isOn={isOn}
            press={() => change(withWords(address, { lessons: isOn ? undefined : word }))}
          >
            {t(`trajectories.lessons.${word}`)}
          </Toggle>
        )
      })}
      <Phases address={address} change={change} counts={page?.phases} />
    </>
  )
}

/** Phases that somebody is in, with how many. */
function Phases({ address, change, counts }: Props & { counts: TrajectoriesPage['phases'] | undefined }) {
  const { t } = useTranslation()
  const formats = useFormats()
  const chosen = chosenPhases(address.phase)
  const shown = phases.filter(phase => (counts?.[phase] ?? 0) > 0 || chosen.includes(phase))
  if (shown.length === 0) return null
  return (
    <FilterMenu
      label={t('trajectories.moreFilters')}
      groups={[
        {
          label: t('trajectories.phases'),
          chosen,
          press: word => change(withPhase(address, chosenPhases(word)[0] ?? 'closed')),
          options: shown.map(phase => ({
            value: phase,
            says: t(`trajectories.phase.${phase}`),
            count: formats.number(counts?.[phase] ?? 0),
          })),
        },
      ]}
    />
  )
}

function Whose({ address, change }: Props) {
  const { t } = useTranslation()
  const { data } = useCounsellors()
  const [shown, show] = useShown(address.whose ?? '')
  const choose = (whose: string) => show(whose, change(withWords(address, { whose })))
  return (
    <select
      className={`${field.input} ${classes.whose}`}
      aria-label={t('trajectories.whose')}
      value={shown}
      onChange={event => choose(event.currentTarget.value)}
    >
      <option value="">{t('trajectories.everybody')}</option>
      <option value="me">{t('trajectories.mine')}</option>
      {data?.counsellors.map(({ account, firstName }) => (
        <option key={account} value={account}>
          {firstName}
        </option>
      ))}
    </select>
  )
}

/** Every chosen word can be taken away by itself. */
export function ChosenWords({ address, change }: Props) {
  const { t } = useTranslation()
  const { q, whose, late, lessons } = address
  const person = usePersonSays(whose)
  const word = (key: string, says: string, next: TrajectoriesAddress) => ({
    key,
    says,
    label: t('trajectories.remove', { word: says }),
    remove: () => change(next),
  })
  const without = (name: 'q' | 'whose' | 'late' | 'lessons') => withWords(address, { [name]: undefined })
  return (
    <Chosen
      label={t('trajectories.chosen')}
      words={[
        ...(q === undefined ? [] : [word('q', t('trajectories.searched', { q }), without('q'))]),
        ...(whose === undefined ? [] : [word('whose', person, without('whose'))]),
        ...(late ? [word('late', t('trajectories.late'), without('late'))] : []),
        ...(lessons ? [word('lessons', t(`trajectories.lessons.${lessons}`), without('lessons'))] : []),
        ...chosenPhases(address.phase).map(phase =>
          word(phase, t(`trajectories.phase.${phase}`), withPhase(address, phase)),
        ),
      ]}
      clearLabel={t('trajectories.clear')}
      clear={() => change(withoutFilters(address))}
    />
  )
}

function usePersonSays(whose: string | undefined): string {
  const { t } = useTranslation()
  const { data } = useCounsellors(whose !== undefined && whose !== 'me')
  if (whose === 'me') return t('trajectories.mine')
  return data?.counsellors.find(({ account }) => account === whose)?.firstName ?? t('trajectories.someone')
}
