import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { Page } from '../ui/Page.tsx'
import ui from '../ui/ui.module.css'

export function NotFound() {
  const { t } = useTranslation()
  return (
    <Page name={t('notFound.title')} headline={t('notFound.title')}>
      <p>{t('notFound.next')}</p>
      <p>
        <Link to="/" className={ui.button}>
          {t('notFound.toNow')}
        </Link>
      </p>
    </Page>
  )
}
