import { IconChevronDown, IconChevronRight, IconCloudStorm } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { BoardStorm } from '../../overview/board/api.ts'
import { Status } from '../ui/Status.tsx'
import ui from '../ui/ui.module.css'
import { useFormats, useMoments } from '../ui/useTexts.ts'
import classes from './storm.module.css'
import { TicketActs } from './TicketActs.tsx'

type Props = {
  storm: BoardStorm
  /** How many pairs it explains, as far as they are shown. */
  count: number
  open: boolean
  at: number
  toggle: () => void
}

/** One line for many sets that are lost at once: where, how many, since when, who has it; its pairs are folded. */
export function StormHeading({ storm, count, open, at, toggle }: Props) {
  const { t } = useTranslation()
  const formats = useFormats()
  const moments = useMoments()
  const Chevron = open ? IconChevronDown : IconChevronRight
  const { id, gone, went, since, ticket } = storm
  const where = whereOf(storm)
  const says = where === undefined ? t('now.storm.everywhere') : t('now.storm.at', { where })
  const time = moments.when(since, at)
  const isTaken = ticket !== undefined && ticket.owner !== null
  const tone = isTaken ? 'plain' : ticket?.priority === 1 ? 'act' : 'soon'
  const lost =
    gone === 0
      ? t('now.storm.back')
      : gone === went
        ? t('now.storm.gone', { count: gone, time })
        : t('now.storm.some', { count: went, gone: formats.number(gone), went: formats.number(went), time })
  return (
    <td colSpan={5} className={classes.storm} data-tone={tone}>
      <h2>
        <Link to="/incidents/$id" params={{ id }} search={{}}>
          <Status tone={tone} icon={IconCloudStorm}>
            {says}
          </Status>
        </Link>
      </h2>
      <span className={classes.lost} title={formats.exact(since)}>
        {lost}
      </span>
      <span className={classes.acts}>
        {count > 0 && (
          <button type="button" aria-expanded={open} onClick={toggle} className={classes.fold}>
            <span className={ui.hidden}>{says}: </span>
            {t('now.pairs', { count, number: formats.number(count) })}
            <Chevron size={16} aria-hidden />
          </button>
        )}
        {ticket && <TicketActs ticket={ticket} about={says} />}
      </span>
    </td>
  )
}

/** Undefined: it is at no one place. */
function whereOf({ place, provider, key, rule }: BoardStorm): string | undefined {
  if (rule === 'storm_platform') return undefined
  return provider ?? ([place?.name, place?.municipality].filter(Boolean).join(', ') || (place?.code ?? key))
}
