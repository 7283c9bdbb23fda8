import type { ComponentProps } from 'react'
import type { PolicyName } from '../../people/rules.ts'
import { Button } from '../ui/Button.tsx'
import { mayDo } from './useMay.ts'
import { useMe } from './useMe.ts'

type Props = Omit<ComponentProps<typeof Button>, 'type'> & { policy: PolicyName }

/** A button for whoever may ever press it; for others it is not there. */
export function GatedButton({ policy, ...button }: Props) {
  const { roles } = useMe()
  return mayDo(roles, policy) ? <Button {...button} /> : null
}
