module slipway.dev/small-machine

go 1.24
