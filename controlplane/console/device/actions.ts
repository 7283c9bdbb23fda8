import { type DeviceCommand, deviceCommands, hindranceOf } from '../../devices/device/rules.ts'
import type { PolicyName } from '../../people/rules.ts'
import type { SetAndDevice } from '../parts/areaActions.ts'
import { type Action, pressed } from '../session/actions.ts'

const policies: Record<DeviceCommand, PolicyName> = {
  ping: 'askDevices',
  code: 'enrolDevices',
  accept: 'acceptDevices',
  return: 'returnDevices',
  revoke: 'revokeDevices',
}

/** The id of the button of a command. */
export const commandId = (command: DeviceCommand) => `command-${command}`

export function commandOf(command: DeviceCommand) {
  return {
    verb: `device.command.${command}`,
    synonyms: `device.synonyms.${command}`,
    policy: policies[command],
    whyNot({ set, enrolment }) {
      if (!enrolment) return undefined
      const { device, authority } = enrolment
      const situation = { hasAuthority: authority !== null, state: device?.state ?? null }
      const hindrance = hindranceOf(command, { ...situation, presence: set.presence })
      return hindrance && `device.hindrance.${hindrance}`
    },
    run: pressed(commandId(command)),
  } as const satisfies Action<SetAndDevice>
}

/** What may be done with the device of a set. */
export const deviceActions: readonly Action<SetAndDevice>[] = deviceCommands.map(commandOf)
