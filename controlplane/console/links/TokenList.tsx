import { useTranslation } from 'react-i18next'
import type { TokenRow } from '../../integration/token/api.ts'
import { Refused } from '../data/Refused.tsx'
import rows from '../parts/namedRows.module.css'
import { Button } from '../ui/Button.tsx'
import { Moment } from '../ui/Moment.tsx'
import { useFormats } from '../ui/useTexts.ts'
import { useRevokeToken } from './useLinks.ts'

type Props = { tokens: readonly TokenRow[]; at: number }

/** Each with who made it, until when it lasts and when it was used. `at`: when this held; ms since 1970 UTC. */
export function TokenList({ tokens, at }: Props) {
  const { t } = useTranslation()
  const formats = useFormats()
  const revoke = useRevokeToken()
  const endOf = ({ revokedAt, expiresAt }: TokenRow) =>
    revokedAt !== null
      ? t('links.tokens.revoked', { day: formats.day(revokedAt) })
      : t(expiresAt <= at ? 'links.tokens.ended' : 'links.tokens.until', { day: formats.day(expiresAt) })
  return (
    <>
      <ul className={rows.list}>
        {tokens.map(token => (
          <li key={token.id}>
            <strong>{token.name}</strong>
            <span>
              {endOf(token)} ·{' '}
              {token.usedAt === null ? (
                t('links.tokens.never')
              ) : (
                <>
                  {t('links.tokens.used')} <Moment at={token.usedAt} ago="alone" />
                </>
              )}{' '}
              ·{' '}
              {t('links.tokens.made', {
                by: token.madeBy ?? t('links.tokens.somebody'),
                day: formats.day(token.createdAt),
              })}
            </span>
            {token.revokedAt === null && token.expiresAt > at && (
              <Button
                look="quiet"
                aria-label={t('links.tokens.revokeOf', { name: token.name })}
                disabled={revoke.isPending}
                onClick={() => revoke.mutate(token.id)}
              >
                {t('links.tokens.revoke')}
              </Button>
            )}
          </li>
        ))}
      </ul>
      <Refused error={revoke.error} />
    </>
  )
}
