/*
 * The yardstick of the echo benchmark: a plain, good echo server on epoll.
 *
 * usage: epoll-server PORT [EVENTS]      PORT 0 takes a free one; prints "READY PORT" once it listens on 127.0.0.1.
 *
 * Level-triggered. Every connection is registered once, with accept4's O_NONBLOCK and with TCP_NODELAY, read into one
 * 64 KiB buffer and answered at once; it is read again only after a read that filled the buffer, so that no recv() is
 * made to fail. What a full send buffer refuses is kept, and reading stops until it has gone out.
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

enum { BUFFER = 65536, MOST_EVENTS = 1024 };

/* What one connection still has to send; indexed by descriptor. */
struct pending {
	char *data;
	size_t length;
};

static struct pending *pending;
static size_t pending_slots;
static char buffer[BUFFER];
static int epoll;

static void die(const char *what) {
	perror(what);
	exit(1);
}

static void watch(int operation, int fd, uint32_t events) {
	struct epoll_event event = {.events = events, .data.fd = fd};
	if (epoll_ctl(epoll, operation, fd, &event) < 0) die("epoll_ctl");
}

static void drop(int fd) {
	free(pending[fd].data);
	pending[fd] = (struct pending){0};
	close(fd); /* the only descriptor of its description: epoll forgets it by itself */
}

static int listen_on(uint16_t port) {
	int fd = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
	if (fd < 0) die("socket");
	int one = 1;
	setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &one, sizeof one);
	struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons(port)};
	address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	if (bind(fd, (struct sockaddr *)&address, sizeof address) < 0) die("bind");
	if (listen(fd, 1024) < 0) die("listen");
	socklen_t length = sizeof address;
	if (getsockname(fd, (struct sockaddr *)&address, &length) < 0) die("getsockname");
	printf("READY %d\n", ntohs(address.sin_port));
	fflush(stdout);
	return fd;
}

static void accept_all(int listener) {
	for (;;) {
		int fd = accept4(listener, NULL, NULL, SOCK_NONBLOCK | SOCK_CLOEXEC);
		if (fd < 0) {
			if (errno == EAGAIN || errno == ECONNABORTED || errno == EINTR) return;
			die("accept4");
		}
		if ((size_t)fd >= pending_slots) {
			size_t slots = (size_t)fd * 2 + 64;
			pending = realloc(pending, slots * sizeof *pending);
			if (pending == NULL) die("realloc");
			memset(pending + pending_slots, 0, (slots - pending_slots) * sizeof *pending);
			pending_slots = slots;
		}
		int one = 1;
		setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
		watch(EPOLL_CTL_ADD, fd, EPOLLIN);
	}
}

/* Sends what it can; keeps the rest. Returns 0 while all of it went out, 1 when some waits, -1 when the peer is gone. */
static int answer(int fd, const char *data, size_t length) {
	while (length > 0) {
		ssize_t sent = send(fd, data, length, MSG_NOSIGNAL);
		if (sent < 0 && errno == EINTR) continue;
		if (sent < 0 && errno != EAGAIN) return -1;
		if (sent < 0) {
			char *rest = malloc(length);
			if (rest == NULL) die("malloc");
			memcpy(rest, data, length);
			free(pending[fd].data);
			pending[fd] = (struct pending){rest, length};
			return 1;
		}
		data += sent;
		length -= (size_t)sent;
	}
	return 0;
}

static void readable(int fd) {
	for (;;) {
		ssize_t got = recv(fd, buffer, BUFFER, 0);
		if (got < 0 && errno == EINTR) continue;
		if (got < 0 && errno == EAGAIN) return;
		if (got <= 0) {
			drop(fd);
			return;
		}
		int state = answer(fd, buffer, (size_t)got);
		if (state < 0) {
			drop(fd);
			return;
		}
		if (state > 0) {
			watch(EPOLL_CTL_MOD, fd, EPOLLOUT);
			return;
		}
		if (got < BUFFER) return;
	}
}

static void writable(int fd) {
	struct pending rest = pending[fd];
	pending[fd] = (struct pending){0};
	int state = answer(fd, rest.data, rest.length);
	free(rest.data);
	if (state < 0) drop(fd);
	if (state == 0) watch(EPOLL_CTL_MOD, fd, EPOLLIN);
}

int main(int argc, char **argv) {
	if (argc < 2) {
		fprintf(stderr, "usage: %s PORT [EVENTS]\n", argv[0]);
		return 2;
	}
	int most = argc > 2 ? atoi(argv[2]) : MOST_EVENTS;
	if (most < 1 || most > MOST_EVENTS) {
		fprintf(stderr, "EVENTS must be 1 to %d\n", MOST_EVENTS);
		return 2;
	}
	static struct epoll_event events[MOST_EVENTS];
	epoll = epoll_create1(EPOLL_CLOEXEC);
	if (epoll < 0) die("epoll_create1");
	int listener = listen_on((uint16_t)atoi(argv[1]));
	watch(EPOLL_CTL_ADD, listener, EPOLLIN);
	for (;;) {
		int ready = epoll_wait(epoll, events, most, -1);
		if (ready < 0 && errno != EINTR) die("epoll_wait");
		for (int i = 0; i < ready; i++) {
			int fd = events[i].data.fd;
			if (fd == listener) accept_all(listener);
			else if (pending[fd].data != NULL) writable(fd);
			else readable(fd);
		}
	}
}
