import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { buttonLook } from '../ui/Button.tsx'
import { Page } from '../ui/Page.tsx'

export function NotFound() {
  const { t } = useTranslation()
  return (
    <Page name={t('notFound.title')} headline={t('notFound.title')}>
      <p>{t('notFound.next')}</p>
      <p>
        <Link to="/" className={buttonLook()}>
          {t('notFound.toNow')}
        </Link>
      </p>
    </Page>
  )
}
