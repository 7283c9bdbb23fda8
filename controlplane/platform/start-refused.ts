/**
 * The control plane cannot start, and a person can mend it. The message says what is wrong, where, and what to do;
 * `main.ts` prints the message alone.
 */
export class StartRefused extends Error {
  override readonly name = 'StartRefused'
}

const notAFolder = (where: string) =>
  `${where} is not a folder, or something above it is not. Move that file or set SETWACHT_DATA_DIR.`

const refusals: Record<string, (where: string) => string> = {
  ENOSPC: where => `The disk that holds ${where} is full. Free some space and start again.`,
  EDQUOT: where => `The disk quota for ${where} is used up. Free some space and start again.`,
  EACCES: where =>
    `No permission to use ${where}. Open it to the user who starts Setwacht, or set SETWACHT_DATA_DIR.`,
  EPERM: where =>
    `No permission to change ${where}. Give it to the user who starts Setwacht, or set SETWACHT_DATA_DIR.`,
  EROFS: where => `${where} lies on a read-only disk. Set SETWACHT_DATA_DIR to a folder that can be written.`,
  ENOTDIR: notAFolder,
  EEXIST: notAFolder,
  ELOOP: where => `${where} leads round in a circle of links. Set SETWACHT_DATA_DIR to a real folder.`,
}

/** A failure of the file system as a refusal that names the path; anything else comes back as it is. */
export function asStartRefused(failure: unknown, folder: string): unknown {
  if (!(failure instanceof Error) || failure instanceof StartRefused) return failure
  const { code, path } = failure as NodeJS.ErrnoException
  const words = code !== undefined && Object.hasOwn(refusals, code) ? refusals[code] : undefined
  return words ? new StartRefused(words(path ?? folder), { cause: failure }) : failure
}
