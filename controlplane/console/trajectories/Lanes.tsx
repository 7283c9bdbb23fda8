import { IconCheck, IconChevronDown, IconChevronRight } from '@tabler/icons-react'
import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { TrajectoryDetail } from '../../overview/trajectories/api.ts'
import { useMay } from '../session/useMay.ts'
import { Button } from '../ui/Button.tsx'
import { Panel } from '../ui/Panel.tsx'
import ui from '../ui/ui.module.css'
import { useFormats } from '../ui/useTexts.ts'
import { noonOf } from '../ui/wallClock.ts'
import classes from './lanes.module.css'
import { MilestoneStep } from './MilestoneStep.tsx'
import { Side } from './Side.tsx'
import { type Row, type Stage, type StageName, stageNames, stagesOf } from './stages.ts'

/** The two sides beside each other, and under them what has come about on each; what is over is folded away. */
export function Lanes({ trajectory }: { trajectory: TrajectoryDetail }) {
  const { t } = useTranslation()
  const mayChange = useMay('changeTrajectories').may
  const stages = stagesOf(trajectory)
  const { isOpen, turn, turnAll } = useOpenStages(stages)
  const areAllOpen = stageNames.every(isOpen)
  return (
    <>
      <div className={classes.laneHeads}>
        <Side trajectory={trajectory} side="home" mayChange={mayChange} />
        <Side trajectory={trajectory} side="school" mayChange={mayChange} />
      </div>
      <Panel
        id="lanes"
        title={t('trajectory.lanes')}
        aside={
          <Button look="quiet" onClick={() => turnAll(!areAllOpen)}>
            {t(areAllOpen ? 'trajectory.collapse' : 'trajectory.expand')}
          </Button>
        }
      >
        <ol className={classes.stages}>
          {stages.map(stage => (
            <StageItem
              key={stage.name}
              code={trajectory.code}
              stage={stage}
              isLate={trajectory.deadline?.isOver === true}
              isOpen={isOpen(stage.name)}
              turn={() => turn(stage.name)}
              mayChange={mayChange}
            />
          ))}
        </ol>
      </Panel>
    </>
  )
}

/** What is going on stands open, and stays so while the page is there: nothing folds up under a hand. */
function useOpenStages(stages: readonly Stage[]) {
  const [chosen, setChosen] = useState<{ [Name in StageName]?: boolean }>({})
  const current = stages.filter(({ isCurrent, name }) => isCurrent && chosen[name] === undefined)
  if (current.length > 0)
    setChosen({ ...chosen, ...Object.fromEntries(current.map(({ name }) => [name, true])) })
  const isOpen = (name: StageName) => chosen[name] === true
  return {
    isOpen,
    turn: (name: StageName) => setChosen({ ...chosen, [name]: !isOpen(name) }),
    turnAll: (open: boolean) => setChosen(Object.fromEntries(stageNames.map(name => [name, open]))),
  }
}

type StageProps = {
  code: string
  stage: Stage
  isLate: boolean
  isOpen: boolean
  turn: () => void
  mayChange: boolean
}

function StageItem({ code, stage, isLate, isOpen, turn, mayChange }: StageProps) {
  const { t } = useTranslation()
  const formats = useFormats()
  const id = useId()
  const Arrow = isOpen ? IconChevronDown : IconChevronRight
  const isDone = stage.done === stage.all
  return (
    <li className={classes.stage} data-current={stage.isCurrent}>
      <h3>
        <button
          type="button"
          className={classes.stageButton}
          aria-expanded={isOpen}
          aria-controls={isOpen ? id : undefined}
          onClick={turn}
        >
          <Arrow size={16} aria-hidden />
          <span className={classes.stageName}>{t(`trajectories.stage.${stage.name}`)}</span>
          {isDone && stage.day !== null ? (
            <span className={classes.stageSays}>
              <IconCheck size={16} aria-hidden /> {t('trajectory.stageDone')}{' '}
              {formats.date(noonOf(stage.day))}
            </span>
          ) : (
            <span className={classes.stageSays}>
              {t('trajectory.stageCount', { done: stage.done, all: stage.all })}
            </span>
          )}
        </button>
      </h3>
      {isOpen && (
        <div id={id} className={classes.rows}>
          {stage.rows.map(row => (
            <RowOfSteps key={row.name} row={row} {...{ code, isLate, mayChange }} />
          ))}
          {stage.instead.length > 0 && (
            <div className={classes.instead}>
              <p className={ui.soft}>{t('trajectory.instead')}</p>
              {stage.instead.map(step => (
                <MilestoneStep key={step.name} step={step} {...{ code, isLate, mayChange }} />
              ))}
            </div>
          )}
        </div>
      )}
    </li>
  )
}

type RowProps = { row: Row } & Pick<StageProps, 'code' | 'isLate' | 'mayChange'>

function RowOfSteps({ row, ...others }: RowProps) {
  return (
    <div className={classes.row}>
      {row.steps.map(step => (
        <div
          key={step.side ?? 'both'}
          className={classes.lane}
          data-lane={step.lane ?? 'both'}
          data-shared={step.lane === null ? step.state : undefined}
        >
          <MilestoneStep step={step} {...others} />
        </div>
      ))}
    </div>
  )
}
