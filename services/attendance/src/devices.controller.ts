import { Body, Controller, Get, Param, ParseUUIDPipe, Post, Query } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import type { CommandMeta } from '@libs/event-store';
import { Actor, ActorOf, Allow, Answers, CommandOf, PageOf } from '@libs/platform';
import { CapturesAnswer, CapturesBody } from './device/capture-body';
import { DeviceAnswer, DeviceView } from './device/device-answer';
import { RegisterDevice, RegisterDeviceBody } from './device/register-device';
import { RevokeDevice } from './device/revoke-device';
import { TakeCaptures } from './device/take-captures';
import { DeviceList, DeviceListQuery } from './device-list/device-list.query';

@Controller('devices')
export class DevicesController {
  constructor(
    private readonly commands: CommandBus,
    private readonly devices: DeviceList,
  ) {}

  @Post()
  @Allow('registrar')
  @Answers(DeviceAnswer)
  registerDevice(@CommandOf() command: CommandMeta, @ActorOf() actor: Actor, @Body() body: RegisterDeviceBody) {
    return this.commands.execute(new RegisterDevice(command, actor, body));
  }

  @Post(':deviceId/revocations')
  @Allow('registrar')
  @Answers(DeviceAnswer)
  revokeDevice(@CommandOf() command: CommandMeta, @ActorOf() actor: Actor, @Param('deviceId', ParseUUIDPipe) deviceId: string) {
    return this.commands.execute(new RevokeDevice(command, actor, deviceId));
  }

  @Post(':deviceId/captures')
  @Allow('registrar')
  @Answers(CapturesAnswer)
  takeCaptures(
    @CommandOf() command: CommandMeta,
    @ActorOf() actor: Actor,
    @Param('deviceId', ParseUUIDPipe) deviceId: string,
    @Body() body: CapturesBody,
  ) {
    return this.commands.execute(new TakeCaptures(command, actor, deviceId, body));
  }

  @Get()
  @Allow('registrar', 'reviewer', 'supervisor')
  @Answers(PageOf(DeviceView))
  deviceList(@ActorOf() actor: Actor, @Query() query: DeviceListQuery) {
    return this.devices.page(actor, query);
  }
}
