import { isDeviceId } from './device-id.ts'
import { type DownwardKind, isDownwardKind, isUpwardKind, type UpwardKind } from './messages.ts'

const root = 'setwacht/v1'

export function upTopic(device: string, kind: UpwardKind): string {
  return `${root}/up/${device}/${kind}`
}

export function downTopic(device: string, kind: DownwardKind): string {
  return `${root}/down/${device}/${kind}`
}

/** The one filter a device subscribes to. */
export function downFilter(device: string): string {
  return `${root}/down/${device}/+`
}

/** The one filter the control plane consumes. */
export const upFilter = `${root}/up/#`

/** Reads an upward topic; undefined when it is not exactly one. */
export function parseUpTopic(topic: string): { device: string; kind: UpwardKind } | undefined {
  const found = parse(topic, 'up')
  return found && isUpwardKind(found.kind) ? { device: found.device, kind: found.kind } : undefined
}

/** Reads a downward topic; undefined when it is not exactly one. */
export function parseDownTopic(topic: string): { device: string; kind: DownwardKind } | undefined {
  const found = parse(topic, 'down')
  return found && isDownwardKind(found.kind) ? { device: found.device, kind: found.kind } : undefined
}

/** Access control: a device publishes its own upward kinds and nothing else. */
export function mayPublish(device: string, topic: string): boolean {
  return parseUpTopic(topic)?.device === device
}

/** Access control: a device subscribes to exactly its own downward filter. */
export function maySubscribe(device: string, filter: string): boolean {
  return filter === downFilter(device)
}

function parse(topic: string, direction: 'up' | 'down'): { device: string; kind: string } | undefined {
  const prefix = `${root}/${direction}/`
  if (!topic.startsWith(prefix)) return undefined
  const [device, kind, ...rest] = topic.slice(prefix.length).split('/')
  if (device === undefined || kind === undefined || rest.length > 0 || !isDeviceId(device)) return undefined
  return { device, kind }
}
