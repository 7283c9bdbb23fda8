import { IconFileImport } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useMay } from '../session/useMay.ts'
import { buttonLook } from '../ui/Button.tsx'
import { type ImportKind, lists } from './lists.ts'

/** Leads from a list to where it is read in from a file; for who may. */
export function ReadIn({ kind }: { kind: ImportKind }) {
  const { t } = useTranslation()
  if (!useMay(lists[kind].import).may) return null
  return (
    <Link to="/admin/import" search={{ kind }} className={buttonLook()}>
      <IconFileImport size={16} aria-hidden /> {t('imports.readIn')}
    </Link>
  )
}
