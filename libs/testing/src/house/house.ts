// The house rules that a machine can check, all of them. Each has a fixture that violates it, and is seen to catch it.
import { closedSuffixes, fileSize, libNames, rootOfTree, serviceShape, serviceTop, verbFiles } from './names';
import { functionSize, namedExports, noAny, noEnum, noPromises, nothingSilenced, timeIsGiven, typeOverInterface } from './language';
import { fewDecorators, fewInjected, injectedByClass, injectedByValue, noMemoryBus, oneModule, routePolicies } from './nest';
import { composeLines, projectFiles, readmeCommands, readmes } from './projects';
import { contractsChecked, contractsStay, goldenSamples, migrationNames, migrationsStay } from './shipped';
import { factNames, factSchemas, factsStay, foldIsTotal, refusalsHaveTexts } from './facts';
import { glossaryWords, noMachine } from './words';
import { libsByName, servicesAlone } from './walls';
import { honestTests } from './specs';
import { noBusinessNumber, pureRules } from './purity';
import type { Finding, HouseRule, Tree } from './tree';

export { contractHashes, migrationHashes, shippedContracts, shippedMigrations } from './shipped';

export const houseRules: readonly HouseRule[] = [
  ...[closedSuffixes, serviceShape, serviceTop, libNames, verbFiles, rootOfTree, fileSize],
  ...[noEnum, namedExports, typeOverInterface, noAny, nothingSilenced, noPromises, functionSize, timeIsGiven],
  ...[oneModule, noMemoryBus, injectedByClass, injectedByValue, fewInjected, routePolicies, fewDecorators, servicesAlone, libsByName],
  ...[readmes, projectFiles, composeLines, readmeCommands],
  ...[contractsChecked, goldenSamples, contractsStay, migrationNames, migrationsStay],
  ...[factNames, factSchemas, foldIsTotal, factsStay, refusalsHaveTexts],
  ...[glossaryWords, noMachine, honestTests, pureRules, noBusinessNumber],
];

const byPlace = (a: Finding, b: Finding): number => a.file.localeCompare(b.file) || a.line - b.line || a.rule.localeCompare(b.rule);

export const inspect = (tree: Tree): readonly Finding[] => houseRules.flatMap((houseRule) => houseRule.check(tree)).toSorted(byPlace);
