import { Outlet, useRouterState } from '@tanstack/react-router'
import { Gate } from '../session/Gate.tsx'
import { useMe } from '../session/useMe.ts'
import { Shell } from './Shell.tsx'
import { Wall } from './Wall.tsx'

/** Every page but the one for signing in stands behind the gate. */
export function Root() {
  const isSigningIn = useRouterState({
    select: ({ matches }) => matches.some(({ routeId }) => routeId === '/sign-in'),
  })
  if (isSigningIn) return <Outlet />
  return (
    <Gate>
      <Frame />
    </Gate>
  )
}

function Frame() {
  return useMe().how === 'wall' ? <Wall /> : <Shell />
}
