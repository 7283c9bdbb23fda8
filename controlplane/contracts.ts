import { auditApi } from './audit/api.ts'
import { calendarApi } from './calendar/api.ts'
import { contactApi } from './contacts/api.ts'
import { placeImportApi } from './contacts/place-import/api.ts'
import { deviceApi } from './devices/api.ts'
import { dutyApi } from './duty/api.ts'
import { enrolmentApi } from './enrolment/api.ts'
import { lessonApi } from './lessons/routes-api.ts'
import { addressApi } from './locations/address/api.ts'
import { locationApi } from './locations/api.ts'
import { nudgeApi } from './overview/nudge/api.ts'
import { setPagesApi, trajectoryPagesApi } from './overview/pages-api.ts'
import { accountApi } from './people/account/api.ts'
import { providerApi } from './people/provider/api.ts'
import { signInApi } from './people/sign-in/api.ts'
import { setApi } from './sets/api.ts'
import { trajectoryApi } from './trajectories/api.ts'
import { trajectoryImportApi } from './trajectories/import/api.ts'

/** Every route of the door for people, by method and address: a line a feature. */
export const contracts = {
  ...signInApi,
  ...providerApi,
  ...accountApi,
  ...auditApi,
  ...locationApi,
  ...addressApi,
  ...calendarApi,
  ...dutyApi,
  ...setApi,
  ...deviceApi,
  ...enrolmentApi,
  ...trajectoryApi,
  ...trajectoryImportApi,
  ...lessonApi,
  ...contactApi,
  ...placeImportApi,
  ...setPagesApi,
  ...trajectoryPagesApi,
  ...nudgeApi,
}
