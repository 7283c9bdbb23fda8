import { createRoute } from '@tanstack/react-router'
import { page, rootRoute } from '../parts/route.ts'
import { parseSignInAddress } from '../session/signIn.ts'
import { reading } from '../ui/address.ts'
import { texts } from './texts.ts'

export const routes = [
  createRoute({
    getParentRoute: () => rootRoute,
    path: '/sign-in',
    validateSearch: reading(parseSignInAddress),
    component: page(() => import('./SignInPage.tsx'), 'SignInPage', [texts]),
  }),
] as const
