import { useTranslation } from 'react-i18next'
import type { HelpCase } from '../../../help/api.ts'
import { helpOutcomes, stateOf } from '../../../help/rules.ts'
import { Refused } from '../../data/Refused.tsx'
import { mayDo } from '../../session/useMay.ts'
import { useMe } from '../../session/useMe.ts'
import { ActsMenu } from '../../ui/ActsMenu.tsx'
import { Button } from '../../ui/Button.tsx'
import ui from '../../ui/ui.module.css'
import classes from './help.module.css'
import { helpActId, useHelpActs } from './useHelpActs.ts'

type Props = {
  one: HelpCase
  /** As people call who asks. */
  who: string
}

/** Who helps, and what one may do about it: take it, then say that it is solved; the rest behind three dots. */
export function HelpActs({ one, who }: Props) {
  const { t } = useTranslation()
  const { roles } = useMe()
  const acts = useHelpActs(one.id, who)
  const isTaken = stateOf(one) === 'taken'
  const may = mayDo(roles, 'takeHelp')
  const isBusy = acts.take.isPending || acts.giveBack.isPending || acts.close.isPending
  const menu = [
    { says: t('help.act.giveBack'), run: () => acts.giveBack.mutate(), isLeftOut: !isTaken },
    ...helpOutcomes.map(outcome => ({
      says: t(`help.act.close.${outcome}`),
      run: () => acts.close.mutate(outcome),
      isLeftOut: isTaken && outcome === 'solved',
    })),
  ]
  return (
    <div className={classes.acts}>
      {(isTaken || !may) && <Helper one={one} />}
      {may && (
        <>
          <Button
            id={helpActId(one.id)}
            look={isTaken ? 'plain' : 'primary'}
            disabled={isBusy}
            aria-label={t(isTaken ? 'help.act.solvedOf' : 'help.act.takeOf', { who })}
            onClick={() => (isTaken ? acts.close.mutate('solved') : acts.take.mutate())}
          >
            {t(isTaken ? 'help.act.solved' : 'help.act.take')}
          </Button>
          <ActsMenu
            label={t('help.act.menu', { what: who })}
            acts={menu
              .filter(({ isLeftOut }) => !isLeftOut)
              .map(({ says, run }) => ({ key: says, says, run, whyNot: undefined }))}
          />
          <Refused error={acts.take.error ?? acts.giveBack.error ?? acts.close.error} />
        </>
      )}
    </div>
  )
}

/** Nobody yet, oneself, or a colleague by first name; a screen on the wall does not say which. */
function Helper({ one: { takenBy } }: Pick<Props, 'one'>) {
  const { t } = useTranslation()
  const { account } = useMe()
  if (takenBy === null) return <span className={ui.soft}>{t('help.by.nobody')}</span>
  if (takenBy.account === account.id) return <span>{t('help.by.me')}</span>
  return <span>{t('help.by.colleague', { name: takenBy.firstName || t('help.by.somebody') })}</span>
}
