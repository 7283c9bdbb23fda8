import { Popover } from '@mantine/core'
import { IconUserCircle } from '@tabler/icons-react'
import { lazy, Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useMe } from '../session/useMe.ts'
import { Button } from '../ui/Button.tsx'
import { Skeleton } from '../ui/Skeleton.tsx'
import { useFormats } from '../ui/useTexts.ts'
import shell from './shell.module.css'

const OwnAccount = lazy(() => import('./OwnAccount.tsx'))

/** Who one is here, where one is signed in, and the way out. */
export function OwnMenu() {
  const { t } = useTranslation()
  const formats = useFormats()
  const { account, roles } = useMe()
  const [open, setOpen] = useState(false)
  const name = account.firstName
  const says = formats.all(roles.map(role => t(`people.role.${role}`)))
  return (
    <Popover opened={open} onChange={setOpen} position="bottom-end" shadow="md" trapFocus returnFocus>
      <Popover.Target>
        <Button
          look="quiet"
          aria-label={t('people.me.menu', { name })}
          title={says}
          onClick={() => setOpen(!open)}
        >
          <IconUserCircle size={18} aria-hidden />
          <span className={`${shell.menuWord} ${shell.ownName}`}>{name}</span>
        </Button>
      </Popover.Target>
      <Popover.Dropdown aria-label={t('people.me.menu', { name })}>
        <Suspense fallback={<Skeleton rows={3} />}>
          <OwnAccount says={says} close={() => setOpen(false)} />
        </Suspense>
      </Popover.Dropdown>
    </Popover>
  )
}
