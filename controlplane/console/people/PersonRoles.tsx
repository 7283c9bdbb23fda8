import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { AccountRow } from '../../people/account/api.ts'
import { type Role, roles } from '../../people/rules.ts'
import { Refused } from '../data/Refused.tsx'
import { useMe } from '../session/useMe.ts'
import { Button } from '../ui/Button.tsx'
import { Form } from '../ui/Form.tsx'
import { Row } from '../ui/Row.tsx'
import ui from '../ui/ui.module.css'
import classes from './people.module.css'
import { useSaveRoles } from './useAccounts.ts'

type Props = { account: AccountRow; everybody: readonly AccountRow[] }

/** What a person is here for; nothing changes before it is saved. */
export function PersonRoles({ account, everybody }: Props) {
  const { t } = useTranslation()
  const hindrance = useHindrance(account, everybody)
  const [draft, setDraft] = useState<readonly Role[]>()
  const save = useSaveRoles(account.id)
  const held = draft ?? account.roles
  const isChanged =
    draft !== undefined && roles.some(role => held.includes(role) !== account.roles.includes(role))
  return (
    <div className={classes.part}>
      <Form
        layout="plain"
        isBusy={!isChanged || save.isPending}
        submit={() => save.mutate([...held], { onSuccess: () => setDraft(undefined) })}
      >
        <h3>{t('admin.people.rolesTitle')}</h3>
        {hindrance && <p className={ui.soft}>{hindrance}</p>}
        <fieldset className={classes.roles} disabled={hindrance !== undefined || save.isPending}>
          <legend className={ui.hidden}>{t('admin.people.rolesAsked', { name: account.firstName })}</legend>
          {roles.map(role => (
            <label key={role} className={classes.role}>
              <input
                type="checkbox"
                checked={held.includes(role)}
                onChange={() => {
                  save.reset()
                  setDraft(held.includes(role) ? held.filter(each => each !== role) : [...held, role])
                }}
              />
              <span>
                {t(`people.role.${role}`)}
                <span className={classes.means}>{t(`admin.roleMeans.${role}`)}</span>
              </span>
            </label>
          ))}
        </fieldset>
        {!hindrance && (
          <Row>
            <Button type="submit" look="primary" disabled={!isChanged || save.isPending}>
              {save.isPending ? t('admin.people.saving') : t('admin.people.save')}
            </Button>
            <span role="status" className={ui.soft}>
              {save.isSuccess && !isChanged && t('admin.people.saved')}
            </span>
          </Row>
        )}
        <Refused error={save.error} />
      </Form>
    </div>
  )
}

function useHindrance(account: AccountRow, everybody: readonly AccountRow[]): string | undefined {
  const { t } = useTranslation()
  const { account: me } = useMe()
  if (account.id !== me.id) return undefined
  const others = everybody.filter(
    ({ id, roles, disabledAt }) => id !== me.id && disabledAt === null && roles.includes('admin'),
  )
  return everybody.length > 0 && others.length === 0 ? t('admin.people.onlyAdmin') : t('admin.people.own')
}
