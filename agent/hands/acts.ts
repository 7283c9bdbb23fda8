import type { HandsBody, HandsCode } from '../../protocol/hands.ts'
import { restartCallApplication } from './call-application.ts'
import { type Machine, placesOf, runProgram } from './machine.ts'
import { removeProfiles } from './profiles.ts'
import { resetUsbPort } from './usb-port.ts'

type Acts = {
  [Act in HandsBody['act']]: (body: Extract<HandsBody, { act: Act }>, machine: Machine) => Promise<HandsCode>
}

/** All that they can do; on Linux. */
const acts: Acts = {
  // The words for who sits there are shown by the desktop part.
  restart_set: async ({ minutes }, { root }) => {
    await runProgram(placesOf(root).shutdown, ['-r', '--no-wall', `+${minutes}`])
    return 'done'
  },
  reset_usb_port: ({ port }, { root }) => resetUsbPort(placesOf(root).usbDevices, port),
  restart_call_application: (_body, { root }) => restartCallApplication(placesOf(root).settings),
  remove_profiles: (_body, machine) => removeProfiles(machine),
}

export function act<Act extends HandsBody['act']>(
  body: Extract<HandsBody, { act: Act }>,
  machine: Machine,
): Promise<HandsCode> {
  return acts[body.act as Act](body, machine)
}
