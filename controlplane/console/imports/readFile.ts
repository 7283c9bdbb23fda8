import { fileBytesMax } from '../../platform/files/rules.ts'

export type ChosenFile = { name: string; content: string }
type Read = { ok: true; file: ChosenFile } | { ok: false; refusal: 'too_large' | 'empty_file' }
const longestName = 200

/** The bytes of a file in base64, as they are sent. @throws when the browser cannot read it any more */
export async function readFile(file: File): Promise<Read> {
  if (file.size > fileBytesMax) return { ok: false, refusal: 'too_large' }
  if (file.size === 0) return { ok: false, refusal: 'empty_file' }
  const content = await new Promise<string>((resolve, reject) => {
    const reader = new FileReader()
    reader.onload = () => resolve(String(reader.result).slice(String(reader.result).indexOf(',') + 1))
    reader.onerror = () => reject(reader.error)
    reader.readAsDataURL(file)
  })
  return { ok: true, file: { name: file.name.slice(-longestName), content } }
}
