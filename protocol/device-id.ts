/** A UUIDv7 in lower case: common name, client id and topic level of a device. */
export const deviceIdPattern = '^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$'
const deviceId = new RegExp(deviceIdPattern)

export function isDeviceId(text: string): boolean {
  return deviceId.test(text)
}
