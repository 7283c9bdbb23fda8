import { IconFileSpreadsheet } from '@tabler/icons-react'
import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { fileBytesMax, fileRowsMax } from '../../platform/files/rules.ts'
import { buttonLook } from '../ui/Button.tsx'
import ui from '../ui/ui.module.css'
import { useFormats } from '../ui/useTexts.ts'
import classes from './imports.module.css'

type Props = { choose: (file: File) => void; hasChosen: boolean }

/** A file is dropped here, or chosen by the button; the same one may be chosen again after it was mended. */
export function DropZone({ choose, hasChosen }: Props) {
  const { t } = useTranslation()
  const formats = useFormats()
  const id = useId()
  const [isOver, setOver] = useState(false)
  const [isMany, setMany] = useState(false)
  const take = (files: FileList) => {
    setMany(files.length > 1)
    if (files.length === 1) choose(files[0]!)
  }
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dropping is a shorter way to the button inside
    <div
      className={classes.drop}
      data-over={isOver}
      onDragOver={event => {
        event.preventDefault()
        setOver(true)
      }}
      onDragLeave={() => setOver(false)}
      onDrop={event => {
        event.preventDefault()
        setOver(false)
        take(event.dataTransfer.files)
      }}
    >
      <IconFileSpreadsheet size={24} aria-hidden stroke={1.5} />
      <p>{isOver ? t('imports.dropFiles') : t('imports.drop')}</p>
      <span className={classes.choose}>
        <input
          id={id}
          type="file"
          accept=".csv,.txt,.tsv,.xlsx"
          aria-describedby={`${id}-accepts`}
          onChange={({ currentTarget }) => {
            if (currentTarget.files?.length) take(currentTarget.files)
            currentTarget.value = ''
          }}
        />
        <label htmlFor={id} className={buttonLook()}>
          {hasChosen ? t('imports.chooseOther') : t('imports.choose')}
        </label>
      </span>
      <p id={`${id}-accepts`} className={ui.soft}>
        {t('imports.accepts', {
          rows: formats.number(fileRowsMax),
          size: formats.number(fileBytesMax / 1024 ** 2),
        })}
      </p>
      {isMany && <p role="alert">{t('imports.oneFile')}</p>}
    </div>
  )
}
