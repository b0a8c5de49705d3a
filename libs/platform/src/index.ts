export { service } from './service';
export { type ServiceParts, Parts } from './parts';
export { openRebuildings, type Rebuildings } from './rebuilding';
export { startService, partsOf, type StartOptions } from './start';
export { runService, sentenceOf } from './run';
export { RunningService } from './running-service';
export { appRoleOf } from './app-role';
export { migrateService, createServiceTables, dropServiceTables } from './migrate';
export { BootError, Configuration, readConfiguration, type Environment } from './configuration';
export { Actor, ActorOf, Scope, roles, secondFactorRoles, type Place, type Role } from './actor';
export { Allow, Answers, ChangesNothing, Public, SignedIn } from './allow';
export { CommandOf, ExpectedVersion, expectedVersionPattern, idempotencyKeyPattern } from './command-of';
export {
  createInputHashKey,
  createTokenKeys,
  createVaultKeys,
  signServiceToken,
  signStepUp,
  signToken,
  type TokenClaims,
  type TokenOptions,
} from './token-signing';
export { Tokens } from './tokens';
export { StepUps, type ShownAnew } from './step-ups';
export { Grants, type Standing } from './grants';
export { Rejected, headersOf, problemMediaType, problemOf, rejectionOf, type FieldError, type Problem } from './problem';
export { languageOf, texts, textOf, statusOf, type Language, type Text, type Texts } from './texts';
export { instant, maybeInstant, position } from './columns';
export { IsBusinessDay, IsInstant, IsRegionPrefix, NeededWith, NeededWithout, QueryInt, dayPattern, instantPattern } from './fields';
export { Neighbours } from './neighbours';
export { Outside } from './outside';
export { CheckpointKeys } from './checkpoint-keys';
export { Witness, LogBehindWitness } from './witness';
export { Witnessing } from './witnessing';
export { WitnessController } from './witness.controller';
export { witnessedLog, type WitnessedLog, type WitnessedLogFact } from './witnessed-log.decider';
export { Calendar } from './calendar';
export { AfterQuery, Views } from './views';
export { Logs } from './logs';
export { InFlight } from './in-flight';
export { Log } from './log';
export { Metrics } from './metrics';
export { clientErrorHandler } from './client-error';
export { type OpenApi } from './open-api';
export { PageOf, PageQuery, cursorOf, pageOf, valuesOf, type Page } from './paging';
export { openApiOf } from './open-api';
export { routesNamedBy } from './routes';
