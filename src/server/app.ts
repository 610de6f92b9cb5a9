/** The HTTP side, as a table of contents. */
import type { Writable } from 'node:stream';
import compress from '@fastify/compress';
import helmet from '@fastify/helmet';
import multipart from '@fastify/multipart';
import rateLimit from '@fastify/rate-limit';
import swagger from '@fastify/swagger';
import Fastify, { LogController } from 'fastify';
import type { FastifyInstance } from 'fastify';
import { guardedLines } from './accounts/security-settings.ts';
import { accountRoutes } from './accounts/account-routes.ts';
import { peopleRoutes } from './accounts/people-routes.ts';
import { apiPage } from './api-page.ts';
import { codeRoutes } from './codes/code-routes.ts';
import { Events } from './figures/events.ts';
import { leavingRoutes } from './figures/leaving-routes.ts';
import { figureRoutes } from './figures/routes.ts';
import { handOverRoutes } from './hand-over/hand-over-routes.ts';
import { officeRoutes } from './offices/office-routes.ts';
import { keepManners } from './answer-manners.ts';
import { samplingRoutes } from './offices/sampling-routes.ts';
import { keepPace } from './pace.ts';
import { answerProblems } from './problems.ts';
import { policyReportRoutes, policyReports } from './policy-reports.ts';
import { paperRoutes } from './papers/paper-routes.ts';
import { templateRoutes } from './papers/template-routes.ts';
import { duplicateRoutes } from './persons/duplicate-routes.ts';
import { erasureRoutes } from './persons/erasure-routes.ts';
import { personRoutes } from './persons/routes.ts';
import { attachmentRoutes } from './records/attachment-routes.ts';
import { exportRoutes } from './records/export-routes.ts';
import { likelyRoutes } from './records/likely.ts';
import { importRoutes } from './records/import-routes.ts';
import { progressRoutes } from './progress.ts';
import { viewRoutes } from './views/view-routes.ts';
import { recordRoutes } from './records/routes.ts';
import { smallCellRoutes } from './reports/small-cell-routes.ts';
import { draftRoutes } from './reports/drafts/draft-routes.ts';
import { editionRoutes } from './reports/edition-routes.ts';
import { reportFileRoutes } from './reports/file-routes.ts';
import { formRoutes } from './reports/form-routes.ts';
import { reportReturnRoutes } from './reports/report-return-routes.ts';
import { returnRoutes } from './reports/return-routes.ts';
import { reportRoutes } from './reports/routes.ts';
import { ruleRoutes } from './rules/rule-routes.ts';
import type { Services } from './services.ts';
import { targetRoutes } from './targets/routes.ts';
import { trialRoutes } from './standards/trial-routes.ts';
import { todayRoutes } from './today/routes.ts';
import { unitRoutes } from './units/unit-routes.ts';
import { webRoutes } from './web-files.ts';

const bodyBytesMax = 2 * 1024 * 1024;

/**
 * `further` adds rooms of its own behind the same sign-in: what a measurement stands beside. `log` takes the log in the
 * place of standard output.
 */
export async function buildApp(
  services: Services,
  events = new Events(),
  further: (rooms: FastifyInstance) => void = () => {},
  log?: Writable,
) {
  const { config } = services;
  const app = Fastify({
    // Addresses carry ids only, but headers and queries may carry names: the log keeps method, route and status.
    logger: {
      level: config.log_level === 'silent' ? 'silent' : config.log_level,
      ...(log ? { stream: log } : {}),
      serializers: { req: (r) => ({ method: r.method, route: r.routeOptions?.url }) },
    },
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: bodyBytesMax,
    // Until a request has wholly come: a large file over a village’s line, and no line held open for ever.
    requestTimeout: 300_000,
    // The one in front is believed, and only what it saw itself: what stands before that anybody may write.
    trustProxy: config.trust_proxy ? (_address: string, hop: number) => hop === 0 : false,
    ajv: { customOptions: { removeAdditional: false, coerceTypes: 'array', allErrors: false } },
    routerOptions: { maxParamLength: 2000 },
  });
  answerProblems(app);
  await app.register(helmet, {
    contentSecurityPolicy: {
      directives: {
        defaultSrc: ["'self'"], scriptSrc: ["'self'"], styleSrc: ["'self'", (_req, res) => `'nonce-${(res as { styleNonce?: string }).styleNonce ?? ''}'`],
        styleSrcAttr: ["'unsafe-inline'"], imgSrc: ["'self'", 'data:', 'blob:'], fontSrc: ["'self'", 'data:'], connectSrc: ["'self'"], mediaSrc: ["'self'", 'blob:'],
        objectSrc: ["'none'"], baseUri: ["'none'"], formAction: ["'self'"], frameAncestors: ["'self'"],
        reportUri: [policyReports], reportTo: ['policy'],
        // Only over HTTPS: on a plain local address it would make browsers ask for a certificate nobody has.
        upgradeInsecureRequests: config.public_url.startsWith('https:') ? [] : null,
      },
    },
    strictTransportSecurity: config.public_url.startsWith('https:'),
    // The page beside the telephone is a window of ours.
    frameguard: { action: 'sameorigin' },
  }); // prettier-ignore
  app.addHook('onRequest', async (_request, reply) => {
    reply.header('reporting-endpoints', `policy="${policyReports}"`);
  });
  // A connection's first breath carries some 14 kB: below a part of that, compressing costs time and saves none.
  await app.register(compress, { threshold: 4096 });
  await app.register(rateLimit, { max: config.requests_per_minute, timeWindow: '1 minute' });
  await app.register(multipart, { limits: { fileSize: 20 * 1024 * 1024, files: 1, fields: 10 } });
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Taizhang 台账',
        version: '0.1.0',
        description: 'The justice bureau that keeps one book.',
      },
      components: {
        securitySchemes: {
          session: { type: 'apiKey', in: 'cookie', name: 'taizhang.session_token' },
        },
      },
    },
  });
  await app.register(async (rooms) => {
    keepManners(rooms);
    accountRoutes(rooms, { ...services, guarded_lines: guardedLines(services.book) });
    peopleRoutes(rooms, services);
    keepPace(rooms, services);
    recordRoutes(rooms, services);
    likelyRoutes(rooms, services);
    personRoutes(rooms, services);
    duplicateRoutes(rooms, services);
    erasureRoutes(rooms, services);
    exportRoutes(rooms, services);
    importRoutes(rooms, services);
    progressRoutes(rooms);
    viewRoutes(rooms, services);
    attachmentRoutes(rooms, services);
    paperRoutes(rooms, services);
    templateRoutes(rooms, services);
    figureRoutes(rooms, services);
    leavingRoutes(rooms, services);
    targetRoutes(rooms, services);
    todayRoutes(rooms, services);
    handOverRoutes(rooms, services);
    reportRoutes(rooms, services);
    reportFileRoutes(rooms, services);
    draftRoutes(rooms, services);
    smallCellRoutes(rooms, services);
    returnRoutes(rooms, services);
    formRoutes(rooms, services);
    reportReturnRoutes(rooms, services);
    editionRoutes(rooms, services);
    unitRoutes(rooms, services, services.unitNames);
    codeRoutes(rooms, services);
    ruleRoutes(rooms, services);
    officeRoutes(rooms, services);
    samplingRoutes(rooms, services);
    trialRoutes(rooms, services);
    events.routes(rooms);
    further(rooms);
    apiPage(rooms, config.api_docs);
  });
  await policyReportRoutes(app);
  await webRoutes(app, services);
  return app;
}
