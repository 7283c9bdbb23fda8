import { lazy, type ReactNode, Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type DeviceCommand, deviceCommands } from '../../devices/device/rules.ts'
import type { EnrolmentCodeAnswer, SetEnrolment } from '../../enrolment/api.ts'
import type { SetDetail } from '../data/fetch.ts'
import { Refused } from '../data/Refused.tsx'
import type { SetAndDevice } from '../parts/areaActions.ts'
import { mayDo } from '../session/useMay.ts'
import { useMe } from '../session/useMe.ts'
import { Asked } from '../ui/Asked.tsx'
import { Button } from '../ui/Button.tsx'
import ui from '../ui/ui.module.css'
import { commandId, commandOf } from './actions.ts'
import classes from './device.module.css'
import { PingOutcome } from './PingOutcome.tsx'
import { type Decision, decisions, useDecide, useMakeCode, usePing } from './useEnrolment.ts'

const CodeSheet = lazy(() => import('./CodeSheet.tsx'))

/** Everything that this person may do with the device; what is not possible now says why. */
export function Commands({ set, enrolment }: { set: SetDetail; enrolment: SetEnrolment }) {
  const { t } = useTranslation()
  const { label } = set
  const { device } = enrolment
  const [asked, setAsked] = useState<Decision>()
  const [code, setCode] = useState<EnrolmentCodeAnswer>()
  const decide = useDecide(label)
  const makeCode = useMakeCode(label)
  const ping = usePing(label)
  const busy = { ping: ping.isPending, code: makeCode.isPending }
  const whyNot = useWhyNot({ set, enrolment })
  const { roles } = useMe()
  const isTheirs = (command: DeviceCommand) => mayDo(roles, commandOf(command).policy)
  const run = (command: DeviceCommand) => {
    if (command === 'ping') ping.mutate()
    else if (command === 'code') makeCode.mutate(undefined, { onSuccess: setCode })
    else setAsked(command)
  }
  return (
    <>
      <ul className={classes.commands}>
        {deviceCommands.filter(isTheirs).map(command => {
          const hindrance = whyNot(command)
          const isAsked = isDecision(command) && command === asked && hindrance === undefined
          const isBusy = (command === 'ping' || command === 'code') && busy[command]
          return (
            <li key={command} data-asked={isAsked}>
              {isAsked && device ? (
                <Asked
                  question={t(`device.confirm.${command}`, { label })}
                  yes={t(`device.confirm.yes.${command}`)}
                  no={t('device.confirm.no')}
                  isDanger={command !== 'accept'}
                  run={() => {
                    setAsked(undefined)
                    decide.mutate({ id: device.id, decision: command })
                  }}
                  cancel={() => setAsked(undefined)}
                  returnTo={commandId(command)}
                />
              ) : (
                <Command command={command} hindrance={hindrance} isBusy={isBusy} run={() => run(command)}>
                  {command === 'ping' && !hindrance && !ping.isIdle && <PingOutcome ping={ping} />}
                </Command>
              )}
            </li>
          )
        })}
      </ul>
      <Refused error={decide.error ?? makeCode.error} />
      {code && (
        <Suspense>
          <CodeSheet label={label} code={code} enrolment={enrolment} close={() => setCode(undefined)} />
        </Suspense>
      )}
    </>
  )
}

/** Why a command cannot be given now, in words; undefined: it can. */
function useWhyNot(of: SetAndDevice) {
  const { t } = useTranslation()
  return (command: DeviceCommand): string | undefined => {
    const why = commandOf(command).whyNot(of)
    return why && t(why)
  }
}

type CommandProps = {
  command: DeviceCommand
  hindrance: string | undefined
  isBusy: boolean
  run: () => void
  /** What came of it, in the place of what it is for. */
  children: ReactNode
}

function Command({ command, hindrance, isBusy, run, children }: CommandProps) {
  const { t } = useTranslation()
  return (
    <>
      <Button
        id={commandId(command)}
        disabled={isBusy}
        aria-disabled={hindrance !== undefined}
        aria-describedby={`command-${command}-says`}
        onClick={() => hindrance === undefined && run()}
      >
        {t(`device.command.${command}`)}
      </Button>
      <span id={`command-${command}-says`} className={ui.soft}>
        {children || (hindrance ?? t(`device.help.${command}`))}
      </span>
    </>
  )
}

function isDecision(command: DeviceCommand): command is Decision {
  return (decisions as readonly string[]).includes(command)
}
