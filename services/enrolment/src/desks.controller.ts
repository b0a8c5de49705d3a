import { Body, Controller, Post } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import type { CommandMeta } from '@libs/event-store';
import { Actor, ActorOf, Allow, Answers, ChangesNothing, CommandOf } from '@libs/platform';
import {
  RegistryAnswers,
  RegistryDesk,
  RegistryQuestionsBody,
  RetirementDates,
  RetirementDatesBody,
} from './registry-desk/registry-questions';
import { MaskedPeople, MaskedPeopleAnswer, MaskedPeopleBody } from './vault/masked-people.query';
import { OpenPayees, PayeesAnswer, PayeesBody } from './vault/open-payees';

// Everybody whose screens name people; whom of them they see is decided by their scope.
const peopleRoles = [
  ...(['registrar', 'employer', 'trainee', 'assessor', 'reviewer', 'finance', 'fund-manager'] as const),
  ...(['supervisor', 'inspector', 'third-party', 'policy-officer', 'audit-administrator'] as const),
];

/** Where the other services of the installation ask about people, of whom they know an id and nothing else. */
@Allow('system')
@Controller()
export class DesksController {
  constructor(
    private readonly commands: CommandBus,
    private readonly registries: RegistryDesk,
    private readonly people: MaskedPeople,
  ) {}

  @Post('registry-questions')
  @ChangesNothing()
  @Answers(RegistryAnswers)
  registryQuestions(@Body() body: RegistryQuestionsBody) {
    return this.registries.answers(body);
  }

  @Post('retirement-dates')
  @ChangesNothing()
  @Answers(RetirementDates)
  retirementDates(@Body() body: RetirementDatesBody) {
    return this.registries.retirementDates(body);
  }

  @Post('masked-people')
  @Allow('system', ...peopleRoles)
  @ChangesNothing()
  @Answers(MaskedPeopleAnswer)
  maskedPeople(@ActorOf() actor: Actor, @Body() body: MaskedPeopleBody) {
    return this.people.askedBy(actor, body);
  }

  @Post('payees')
  @Answers(PayeesAnswer)
  openPayees(@CommandOf() command: CommandMeta, @Body() body: PayeesBody) {
    return this.commands.execute(new OpenPayees(command, body));
  }
}
