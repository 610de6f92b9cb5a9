/**
 * The addresses. Each page behind the sign-in is loaded when it is first opened; the front page
 * carries none of them.
 */
import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
} from '@tanstack/react-router';
import { parseSearch, stringifySearch } from './addresses.ts';
import { ErrorPage, NoSuchPage } from './error-page.tsx';
import { FrontPage } from './front-page.tsx';
import { SignInPage } from './sign-in-page.tsx';

const root = createRootRoute({
  validateSearch: (search: Record<string, unknown>) => search as Record<string, string | undefined>,
  errorComponent: ErrorPage,
  notFoundComponent: NoSuchPage,
});
const front = createRoute({ getParentRoute: () => root, path: '/', component: FrontPage });
const signIn = createRoute({ getParentRoute: () => root, path: '/sign-in', component: SignInPage });
const frame = createRoute({
  getParentRoute: () => root,
  id: 'frame',
  component: lazyRouteComponent(() => import('./frame.tsx'), 'Frame'),
});

const inFrame = { getParentRoute: () => frame };
const pages = [
  createRoute({
    ...inFrame,
    path: '/today',
    component: lazyRouteComponent(() => import('../today/today-page.tsx'), 'TodayPage'),
  }),
  createRoute({
    ...inFrame,
    path: '/today/villages',
    component: lazyRouteComponent(
      () => import('../today/village-list-page.tsx'),
      'VillageListPage',
    ),
  }),
  createRoute({
    ...inFrame,
    path: '/today/my-day',
    component: lazyRouteComponent(() => import('../today/my-day-page.tsx'), 'MyDayPage'),
  }),
  createRoute({
    ...inFrame,
    path: '/hand-over',
    component: lazyRouteComponent(() => import('../today/hand-over-page.tsx'), 'HandOverPage'),
  }),
  createRoute({
    ...inFrame,
    path: '/hand-over/$id',
    component: lazyRouteComponent(
      () => import('../today/hand-over-sheet.tsx'),
      'HandOverSheetPage',
    ),
  }),
  createRoute({
    ...inFrame,
    path: '/figures',
    component: lazyRouteComponent(() => import('../figures/figures-page.tsx'), 'FiguresPage'),
  }),
  createRoute({
    ...inFrame,
    path: '/targets',
    component: lazyRouteComponent(() => import('../targets/targets-page.tsx'), 'TargetsPage'),
  }),
  createRoute({
    ...inFrame,
    path: '/targets/changes',
    component: lazyRouteComponent(() => import('../targets/changes-page.tsx'), 'ChangesPage'),
  }),
  createRoute({
    ...inFrame,
    path: '/targets/$id',
    component: lazyRouteComponent(() => import('../targets/target-page.tsx'), 'TargetPage'),
  }),
  createRoute({
    ...inFrame,
    path: '/targets/$id/split',
    component: lazyRouteComponent(() => import('../targets/split-page.tsx'), 'SplitPage'),
  }),
  createRoute({
    ...inFrame,
    path: '/summary',
    component: lazyRouteComponent(() => import('../reports/summary-page.tsx'), 'SummaryPage'),
  }),
  createRoute({
    ...inFrame,
    path: '/returns',
    component: lazyRouteComponent(() => import('../returns/returns-page.tsx'), 'ReturnsPage'),
  }),
  createRoute({
    ...inFrame,
    path: '/returns/$id',
    component: lazyRouteComponent(() => import('../returns/return-page.tsx'), 'ReturnPage'),
  }),
  createRoute({
    ...inFrame,
    path: '/return-forms/$id',
    component: lazyRouteComponent(() => import('../returns/form-page.tsx'), 'FormPage'),
  }),
  createRoute({
    ...inFrame,
    path: '/editions',
    component: lazyRouteComponent(() => import('../returns/editions-page.tsx'), 'EditionsPage'),
  }),
  createRoute({
    ...inFrame,
    path: '/editions/$id',
    component: lazyRouteComponent(() => import('../returns/edition-page.tsx'), 'EditionPage'),
  }),
  createRoute({
    ...inFrame,
    path: '/then-and-now',
    component: lazyRouteComponent(
      () => import('../reports/then-and-now-page.tsx'),
      'ThenAndNowPage',
    ),
  }),
  createRoute({
    ...inFrame,
    path: '/quick',
    component: lazyRouteComponent(() => import('../records/telephone-page.tsx'), 'TelephonePage'),
  }),
  createRoute({
    ...inFrame,
    path: '/settle',
    component: lazyRouteComponent(() => import('../records/settle-page.tsx'), 'SettlePage'),
  }),
  createRoute({
    ...inFrame,
    path: '/records/$type',
    component: lazyRouteComponent(() => import('../records/register-page.tsx'), 'RegisterPage'),
  }),
  createRoute({
    ...inFrame,
    path: '/records/$type/new',
    component: lazyRouteComponent(() => import('../records/new-record-page.tsx'), 'NewRecordPage'),
  }),
  createRoute({
    ...inFrame,
    path: '/duplicates',
    component: lazyRouteComponent(() => import('../records/duplicates-page.tsx'), 'DuplicatesPage'),
  }),
  createRoute({
    ...inFrame,
    path: '/records/$type/import',
    component: lazyRouteComponent(() => import('../records/import-page.tsx'), 'ImportPage'),
  }),
  createRoute({
    ...inFrame,
    path: '/records/$type/book',
    component: lazyRouteComponent(() => import('../records/book-mode-page.tsx'), 'BookModePage'),
  }),
  createRoute({
    ...inFrame,
    path: '/records/$type/$id',
    component: lazyRouteComponent(() => import('../records/record-page.tsx'), 'RecordPage'),
  }),
  createRoute({
    ...inFrame,
    path: '/inspection-day',
    component: lazyRouteComponent(
      () => import('../offices/inspection-day-page.tsx'),
      'InspectionDayPage',
    ),
  }),
  createRoute({
    ...inFrame,
    path: '/inspection-day/book',
    component: lazyRouteComponent(() => import('../offices/year-book-page.tsx'), 'YearBookPage'),
  }),
  createRoute({
    ...inFrame,
    path: '/sampling',
    component: lazyRouteComponent(() => import('../offices/sampling-page.tsx'), 'SamplingPage'),
  }),
  createRoute({
    ...inFrame,
    path: '/standards/$type/$id/trial',
    component: lazyRouteComponent(() => import('../offices/trial-page.tsx'), 'TrialPage'),
  }),
  createRoute({
    ...inFrame,
    path: '/me',
    component: lazyRouteComponent(() => import('./me-page.tsx'), 'MePage'),
  }),
  createRoute({
    ...inFrame,
    path: '/admin/accounts',
    component: lazyRouteComponent(() => import('../admin/accounts-page.tsx'), 'AccountsPage'),
  }),
  createRoute({
    ...inFrame,
    path: '/admin/units',
    component: lazyRouteComponent(() => import('../admin/units-page.tsx'), 'UnitsPage'),
  }),
  createRoute({
    ...inFrame,
    path: '/admin/units/import',
    component: lazyRouteComponent(() => import('../admin/unit-import-page.tsx'), 'UnitImportPage'),
  }),
  createRoute({
    ...inFrame,
    path: '/admin',
    component: lazyRouteComponent(() => import('../admin/admin-page.tsx'), 'AdminPage'),
  }),
  createRoute({
    ...inFrame,
    path: '/admin/codes',
    component: lazyRouteComponent(() => import('../admin/codes-page.tsx'), 'CodesPage'),
  }),
  createRoute({
    ...inFrame,
    path: '/admin/templates',
    component: lazyRouteComponent(() => import('../admin/templates-page.tsx'), 'TemplatesPage'),
  }),
  createRoute({
    ...inFrame,
    path: '/admin/rules',
    component: lazyRouteComponent(() => import('../admin/rules-page.tsx'), 'RulesPage'),
  }),
  createRoute({
    ...inFrame,
    path: '/admin/approvals',
    component: lazyRouteComponent(() => import('../admin/approvals-page.tsx'), 'ApprovalsPage'),
  }),
  createRoute({
    ...inFrame,
    path: '/admin/small-cells',
    component: lazyRouteComponent(() => import('../admin/small-cells-page.tsx'), 'SmallCellsPage'),
  }),
  createRoute({
    ...inFrame,
    path: '/admin/log',
    component: lazyRouteComponent(() => import('../admin/log-page.tsx'), 'LogPage'),
  }),
];

export const router = createRouter({
  routeTree: root.addChildren([front, signIn, frame.addChildren(pages)]),
  parseSearch,
  stringifySearch,
  defaultPreload: 'intent',
  scrollRestoration: true,
  defaultErrorComponent: ErrorPage,
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
