// The decision of the store's benchmark as a service of its own: one route, one fact with a key of its own, one view. It is no service of the
// installation; only what every service is made of.
import { Body, Controller, Module, Param, Post } from '@nestjs/common';
import { Command, CommandBus, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { EventStore, withKeys, type CommandMeta, type Projection, type RecordedFact } from '@libs/event-store';
import type { Announce } from '@libs/messaging';
import { Allow, Answers, CommandOf, appRoleOf, createServiceTables, dropServiceTables, service } from '@libs/platform';
import { IsISO8601, IsInt, IsString, IsUUID, Length } from 'class-validator';
import { Column, Entity, PrimaryColumn, type EntityManager, type MigrationInterface, type QueryRunner } from 'typeorm';
import { SwipeBody } from './http-swipe-body';
import { decideSwipe, swipes, type SwipeRecorded, type Swipes } from './swipes';

export class SwipeAnswer {
  @IsString() readonly session!: string;
  @IsInt() readonly version!: number;
  @IsInt() readonly seq!: number;
}

class RecordSwipe extends Command<SwipeAnswer> {
  constructor(
    readonly command: CommandMeta,
    readonly session: string,
    readonly body: SwipeBody,
  ) {
    super();
  }
}

@CommandHandler(RecordSwipe)
class RecordSwipeHandler implements ICommandHandler<RecordSwipe> {
  constructor(private readonly store: EventStore) {}

  async execute({ command, session, body }: RecordSwipe): Promise<SwipeAnswer> {
    const fact = { type: 'SwipeRecorded', ...body } as const;
    const swipe = { session, fact, key: `swipe/${session}/${body.traineeId}`, command: command.id };
    const { version, seq } = await this.store.decide(swipes, session, command, (state: Swipes) =>
      withKeys(decideSwipe(state, swipe), { take: [swipe.key] }),
    );
    return { session, version, seq };
  }
}

@Controller('sessions')
class SwipesController {
  constructor(private readonly commands: CommandBus) {}

  @Post(':session/swipes')
  @Allow('registrar')
  @Answers(SwipeAnswer)
  record(@CommandOf() command: CommandMeta, @Param('session') session: string, @Body() body: SwipeBody): Promise<SwipeAnswer> {
    return this.commands.execute(new RecordSwipe(command, session, body));
  }
}

@Entity('session_swipes')
class SessionRow {
  @PrimaryColumn('text') session!: string;
  @Column('integer') swipes!: number;
  @Column('text', { name: 'last_trainee' }) lastTrainee!: string;
}

/** Who swiped last in each session, and how many did. */
class SessionProjection implements Projection {
  readonly name = 'session';
  readonly rows = [SessionRow];

  apply(recorded: RecordedFact, rows: EntityManager): Promise<void> {
    return this.applyAll([recorded], rows);
  }

  async applyAll(recorded: readonly RecordedFact[], rows: EntityManager): Promise<void> {
    const last = [...new Map(recorded.map((each) => [each.streamId, each])).values()];
    await rows.query(
      `insert into session_swipes (session, swipes, last_trainee) select * from unnest($1::text[], $2::integer[], $3::text[])
       on conflict (session) do update set swipes = excluded.swipes, last_trainee = excluded.last_trainee`,
      [last.map(({ streamId }) => streamId), last.map(({ version }) => version), last.map(({ fact }) => (fact as SwipeRecorded).traineeId)],
    );
  }
}

export class SwipeRecordedV1 {
  static readonly type = 'swipes.swipe-recorded.v1';
  @IsString() @Length(1, 20) session!: string;
  @IsUUID() traineeId!: string;
  @IsISO8601() sweptAt!: string;
}

const announcesSwipes = process.env['BENCH_ANNOUNCES'] === 'yes';

const announce: Announce<SwipeRecorded> = ({ streamId, fact: { traineeId, sweptAt } }) =>
  announcesSwipes ? [{ contract: SwipeRecordedV1, key: streamId, data: { session: streamId, traineeId, sweptAt } }] : [];

class FirstTables1767225600009 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await createServiceTables(runner, ['swipes']);
    await runner.query('create table session_swipes (session text primary key, swipes integer not null, last_trainee text not null)');
    await runner.query(`grant select, insert, update, delete on session_swipes to "${await appRoleOf(runner)}"`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table session_swipes');
    await dropServiceTables(runner, ['swipes']);
  }
}

@Module(
  service({
    name: 'swipes',
    controllers: [SwipesController],
    providers: [RecordSwipeHandler],
    deciders: [swipes],
    projections: [SessionProjection],
    announce,
    entities: [SessionRow],
    migrations: [FirstTables1767225600009],
  }),
)
export class SwipesModule {}
