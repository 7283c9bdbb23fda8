import { IconAlertTriangleFilled, IconX } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { TrajectoriesPage } from '../../overview/trajectories/api.ts'
import { phases } from '../../trajectories/milestone/rules.ts'
import { phaseIcons } from '../parts/PhaseStatus.tsx'
import { Search } from '../ui/Search.tsx'
import { Status } from '../ui/Status.tsx'
import ui from '../ui/ui.module.css'
import { useFormats } from '../ui/useTexts.ts'
import { chosenPhases, type TrajectoriesAddress, withoutFilters, withPhase, withWords } from './address.ts'
import classes from './trajectories.module.css'
import { useCounsellors } from './useTrajectories.ts'

type Props = { address: TrajectoriesAddress; change: (address: TrajectoriesAddress) => void }
type AllProps = Props & { page: TrajectoriesPage | undefined; isOwn: boolean }

/** What is asked most stands first; of the phases only those that somebody is in, with how many. */
export function Filters({ address, change, page, isOwn }: AllProps) {
  const { t } = useTranslation()
  const formats = useFormats()
  const isLate = address.late === 'yes'
  return (
    <div className={classes.filters}>
      <div className={classes.line}>
        <Search
          label={t('trajectories.search')}
          hint={t('trajectories.searchHint')}
          text={address.q}
          search={q => change(withWords(address, { q }))}
        />
        {!isOwn && <Whose address={address} change={change} />}
        <Toggle isOn={isLate} press={() => change(withWords(address, { late: isLate ? undefined : 'yes' }))}>
          <Status tone={page && page.late > 0 ? 'soon' : 'plain'} icon={IconAlertTriangleFilled}>
            {t('trajectories.late')}
          </Status>
          {page && <span className={classes.count}>{formats.number(page.late)}</span>}
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
      </div>
      <Phases address={address} change={change} counts={page?.phases} />
    </div>
  )
}

function Phases({ address, change, counts }: Props & { counts: TrajectoriesPage['phases'] | undefined }) {
  const { t } = useTranslation()
  const formats = useFormats()
  const chosen = chosenPhases(address.phase)
  const shown = phases.filter(phase => (counts?.[phase] ?? 0) > 0 || chosen.includes(phase))
  if (shown.length === 0) return null
  return (
    <fieldset className={classes.line}>
      <legend className={ui.hidden}>{t('trajectories.phases')}</legend>
      {shown.map(phase => (
        <Toggle key={phase} isOn={chosen.includes(phase)} press={() => change(withPhase(address, phase))}>
          <Status tone="plain" icon={phaseIcons[phase]}>
            {t(`trajectories.phase.${phase}`)}
          </Status>
          <span className={classes.count}>{formats.number(counts?.[phase] ?? 0)}</span>
        </Toggle>
      ))}
    </fieldset>
  )
}

function Toggle({ isOn, press, children }: { isOn: boolean; press: () => void; children: ReactNode }) {
  return (
    <button type="button" className={ui.button} aria-pressed={isOn} onClick={press}>
      {children}
    </button>
  )
}

function Whose({ address, change }: Props) {
  const { t } = useTranslation()
  const { data } = useCounsellors()
  return (
    <select
      className={`${ui.input} ${classes.whose}`}
      aria-label={t('trajectories.whose')}
      value={address.whose ?? ''}
      onChange={event => change(withWords(address, { whose: event.currentTarget.value }))}
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
  const take = (words: Parameters<typeof withWords>[1]) => () => change(withWords(address, words))
  return (
    <div className={classes.chosen}>
      <ul aria-label={t('trajectories.chosen')}>
        {address.q !== undefined && (
          <Word says={t('trajectories.searched', { q: address.q })} take={take({ q: undefined })} />
        )}
        {address.whose !== undefined && <WhoseWord whose={address.whose} take={take({ whose: undefined })} />}
        {address.late && <Word says={t('trajectories.late')} take={take({ late: undefined })} />}
        {address.lessons && (
          <Word says={t(`trajectories.lessons.${address.lessons}`)} take={take({ lessons: undefined })} />
        )}
        {chosenPhases(address.phase).map(phase => (
          <Word
            key={phase}
            says={t(`trajectories.phase.${phase}`)}
            take={() => change(withPhase(address, phase))}
          />
        ))}
      </ul>
      <button type="button" className={ui.quiet} onClick={() => change(withoutFilters(address))}>
        {t('trajectories.clear')}
      </button>
    </div>
  )
}

function WhoseWord({ whose, take }: { whose: string; take: () => void }) {
  const { t } = useTranslation()
  const { data } = useCounsellors(whose !== 'me')
  const name = data?.counsellors.find(({ account }) => account === whose)?.firstName
  return (
    <Word says={whose === 'me' ? t('trajectories.mine') : (name ?? t('trajectories.someone'))} take={take} />
  )
}

function Word({ says, take }: { says: string; take: () => void }) {
  const { t } = useTranslation()
  return (
    <li>
      <button type="button" aria-label={t('trajectories.remove', { word: says })} onClick={take}>
        {says} <IconX size={14} aria-hidden />
      </button>
    </li>
  )
}
