import { Popover, useMantineColorScheme } from '@mantine/core'
import { IconAdjustmentsHorizontal } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { tell } from '../data/fetch.ts'
import { sayFailed } from '../data/undo.ts'
import { Button } from '../ui/Button.tsx'
import { Choices } from '../ui/Choices.tsx'
import { languages, setPreferences, usePreferences } from '../ui/preferences.ts'
import { schemes } from '../ui/scheme.ts'
import { changeLanguage } from '../ui/text.ts'
import classes from './shell.module.css'

const languageNames = { nl: 'Nederlands', en: 'English' }

export function PreferencesMenu({ openHelp }: { openHelp: () => void }) {
  const { t } = useTranslation()
  const { language } = usePreferences()
  const { colorScheme, setColorScheme } = useMantineColorScheme()
  const [open, setOpen] = useState(false)
  return (
    <Popover opened={open} onChange={setOpen} position="bottom-end" shadow="md" trapFocus returnFocus>
      <Popover.Target>
        <Button look="quiet" onClick={() => setOpen(!open)}>
          <IconAdjustmentsHorizontal size={18} aria-hidden />
          <span className={classes.menuWord}>{t('menu.title')}</span>
        </Button>
      </Popover.Target>
      <Popover.Dropdown aria-label={t('menu.title')} className={classes.menu}>
        <Choices
          label={t('menu.language')}
          isLabelShown
          chosen={language}
          options={languages.map(value => ({ value, says: languageNames[value] }))}
          choose={async value => {
            await changeLanguage(value)
            setPreferences({ language: value })
            // Mails to the person follow the screen; what is read here does not wait for that.
            await tell('PUT /api/me/language', {}, { language: value }).catch(sayFailed)
          }}
        />
        <Choices
          label={t('menu.scheme')}
          isLabelShown
          chosen={colorScheme}
          options={schemes.map(value => ({ value, says: t(`menu.schemes.${value}`) }))}
          choose={setColorScheme}
        />
        <Button
          onClick={() => {
            setOpen(false)
            openHelp()
          }}
        >
          {t('keys.title')}
        </Button>
      </Popover.Dropdown>
    </Popover>
  )
}
