import type { PageStep, Step } from './steps.ts'

/** What a child notices of it. A child is told what works, or that somebody looks after it; never why. */
export type SymptomName =
  | 'fine'
  | 'seen'
  | 'heard'
  | 'hears'
  | 'picture'
  | 'light'
  | 'voice'
  | 'sound'
  | 'line'
  | 'power'
  | 'app'
  | 'set'
  | 'looking'

type Problem = {
  child: SymptomName
  steps: { child: PageStep; parent: PageStep; teacher: PageStep; school_ict: Step; helpdesk: Step }
}

/** What a family and a teacher are told, and the one next step of each audience. */
export const problems = {
  fine: problem('fine', ['nothing', 'nothing', 'nothing', 'leave_to_helpdesk', 'check_again']),
  seen: problem('seen', ['nothing', 'nothing', 'nothing', 'leave_to_helpdesk', 'check_again']),
  heard: problem('heard', ['nothing', 'nothing', 'nothing', 'leave_to_helpdesk', 'check_again']),
  hears: problem('hears', ['nothing', 'nothing', 'nothing', 'leave_to_helpdesk', 'check_again']),
  power_soon: problem('power', ['ask_grown_up', 'charge', 'charge', 'give_power', 'ask_for_power']),
  power_now: problem('power', ['ask_grown_up', 'charge', 'charge', 'give_power', 'ask_for_power']),
  no_network: problem('line', ['ask_grown_up', 'connect', 'use_cable', 'give_network', 'ask_for_network']),
  mobile: problem('line', ['nothing', 'connect', 'use_cable', 'give_network', 'ask_for_network']),
  weak_wifi: problem('line', [
    'ask_grown_up',
    'closer_to_wifi',
    'use_cable',
    'give_access_point',
    'ask_for_wifi',
  ]),
  router: problem('line', ['ask_grown_up', 'restart_router', 'ask_ict', 'repair_gateway', 'ask_for_router']),
  names: problem('line', ['ask_grown_up', 'restart_router', 'ask_ict', 'repair_dns', 'write_to_ict']),
  narrow_way: problem('line', ['nothing', 'press_help', 'ask_ict', 'open_443', 'write_to_ict']),
  // What keeps us away need not keep a lesson away: nobody restarts what carries it, nor is a child told of it.
  no_way: problem('line', ['nothing', 'press_help', 'ask_ict', 'open_8883', 'ask_for_network']),
  proxy: problem('line', ['nothing', 'press_help', 'ask_ict', 'pass_by_proxy', 'write_to_ict']),
  inspection: problem('line', ['nothing', 'press_help', 'ask_ict', 'pass_by_inspection', 'write_to_ict']),
  udp: problem('line', ['nothing', 'press_help', 'ask_ict', 'open_udp', 'write_to_ict']),
  slow: problem('line', ['nothing', 'spare_the_line', 'use_cable', 'give_line', 'look_at_line']),
  poor: problem('line', ['ask_grown_up', 'spare_the_line', 'use_cable', 'give_line', 'look_at_line']),
  line_unread: problem('looking', ['nothing', 'nothing', 'nothing', 'leave_to_helpdesk', 'check_again']),
  no_camera: problem('picture', [
    'ask_grown_up',
    'replug_camera',
    'replug_camera',
    'look_at_usb',
    'ask_to_replug_camera',
  ]),
  no_second_camera: problem('picture', [
    'nothing',
    'replug_camera',
    'replug_camera',
    'look_at_usb',
    'ask_to_replug_camera',
  ]),
  camera_broken: problem('picture', [
    'ask_grown_up',
    'replug_camera',
    'replug_camera',
    'leave_to_helpdesk',
    'swap_camera',
  ]),
  camera_blocked: problem('picture', [
    'ask_grown_up',
    'allow_camera',
    'allow_camera',
    'leave_to_helpdesk',
    'ask_to_allow_camera',
  ]),
  dark: problem('light', ['light_on', 'light_on', 'light_on', 'leave_to_helpdesk', 'ask_to_uncover_camera']),
  black: problem('picture', [
    'ask_grown_up',
    'uncover_camera',
    'uncover_camera',
    'leave_to_helpdesk',
    'ask_to_uncover_camera',
  ]),
  frozen: problem('picture', [
    'ask_grown_up',
    'replug_camera',
    'replug_camera',
    'leave_to_helpdesk',
    'ask_to_replug_camera',
  ]),
  camera_unread: problem('looking', ['nothing', 'try_here', 'try_here', 'leave_to_helpdesk', 'ask_to_try']),
  no_microphone: problem('voice', [
    'ask_grown_up',
    'replug_sound',
    'replug_sound',
    'look_at_sound',
    'ask_to_replug_sound',
  ]),
  microphone_off: problem('voice', [
    'ask_grown_up',
    'microphone_on',
    'microphone_on',
    'look_at_sound',
    'ask_for_sound_on',
  ]),
  silent: problem('voice', [
    'ask_grown_up',
    'microphone_on',
    'microphone_on',
    'look_at_sound',
    'ask_to_choose_sound',
  ]),
  microphone_blocked: problem('voice', [
    'ask_grown_up',
    'allow_microphone',
    'allow_microphone',
    'leave_to_helpdesk',
    'ask_to_allow_microphone',
  ]),
  no_speaker: problem('sound', [
    'ask_grown_up',
    'replug_sound',
    'replug_sound',
    'look_at_sound',
    'ask_to_replug_sound',
  ]),
  speaker_off: problem('sound', [
    'ask_grown_up',
    'sound_on',
    'sound_on',
    'look_at_sound',
    'ask_for_sound_on',
  ]),
  unheard: problem('sound', [
    'ask_grown_up',
    'choose_sound',
    'choose_sound',
    'look_at_sound',
    'ask_to_choose_sound',
  ]),
  sound_unread: problem('looking', ['nothing', 'try_here', 'try_here', 'leave_to_helpdesk', 'ask_to_try']),
  no_app: problem('app', ['ask_grown_up', 'press_help', 'press_help', 'leave_to_helpdesk', 'install_app']),
  clock: problem('set', ['nothing', 'restart_set', 'ask_ict', 'open_time', 'ask_to_restart']),
  full: problem('set', ['nothing', 'press_help', 'press_help', 'leave_to_helpdesk', 'plan_cleaning']),
  busy: problem('set', ['ask_grown_up', 'restart_set', 'restart_set', 'leave_to_helpdesk', 'ask_to_restart']),
  behind: problem('set', ['nothing', 'nothing', 'nothing', 'leave_to_helpdesk', 'plan_update']),
  unsteady: problem('set', [
    'ask_grown_up',
    'restart_set',
    'restart_set',
    'leave_to_helpdesk',
    'look_at_agent',
  ]),
  no_page: problem('set', [
    'ask_grown_up',
    'restart_set',
    'restart_set',
    'leave_to_helpdesk',
    'free_the_port',
  ]),
  unread: problem('looking', ['nothing', 'nothing', 'nothing', 'leave_to_helpdesk', 'check_again']),
} as const satisfies Record<string, Problem>
export type ProblemName = keyof typeof problems

/** Steps of the child, the parent, the teacher, school ICT and the helpdesk, in this order. */
function problem(
  child: SymptomName,
  [ofChild, parent, teacher, school_ict, helpdesk]: readonly [PageStep, PageStep, PageStep, Step, Step],
): Problem {
  return { child, steps: { child: ofChild, parent, teacher, school_ict, helpdesk } }
}
