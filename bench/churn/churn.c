/*
 * Opens connections to 127.0.0.1 one after the other, sends 64 bytes on each, compares the echo, and closes it.
 *
 * usage: churn PORT CONNECTIONS PID
 *
 * Prints one line of JSON: how many, in how many seconds, and the CPU seconds that process PID took meanwhile.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

static void fail(const char *what) {
	fprintf(stderr, "churn: %s: %s\n", what, strerror(errno));
	exit(1);
}

static double clock_of(clockid_t id) {
	struct timespec t;
	if (clock_gettime(id, &t) < 0) fail("clock");
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

int main(int argc, char **argv) {
	if (argc != 4) {
		fprintf(stderr, "usage: churn PORT CONNECTIONS PID\n");
		return 2;
	}
	struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons((unsigned short)atoi(argv[1]))};
	address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	long count = atol(argv[2]);
	clockid_t server;
	if ((errno = clock_getcpuclockid((pid_t)atol(argv[3]), &server)) != 0) fail("the server's clock");
	/* A reset leaves no port waiting: thousands of connections a second would use them all up. */
	struct linger at_once = {.l_onoff = 1, .l_linger = 0};
	struct timeval patience = {.tv_sec = 5};
	double begin = clock_of(CLOCK_MONOTONIC), cpu = clock_of(server);
	for (long i = 0; i < count; i++) {
		char message[64], echo[64];
		int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
		if (fd < 0) fail("socket");
		setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
		if (connect(fd, (struct sockaddr *)&address, sizeof address) < 0) fail("connect");
		memset(message, 'a' + (int)(i % 26), sizeof message);
		if (send(fd, message, sizeof message, MSG_NOSIGNAL) != sizeof message) fail("send");
		for (size_t got = 0; got < sizeof echo;) {
			ssize_t n = recv(fd, echo + got, sizeof echo - got, 0);
			if (n <= 0) fail("recv");
			got += (size_t)n;
		}
		if (memcmp(message, echo, sizeof echo) != 0) {
			errno = EBADMSG;
			fail("echo");
		}
		/* The usual end first, so that the server sees one; the reset only takes the port back. */
		shutdown(fd, SHUT_WR);
		while (recv(fd, echo, sizeof echo, 0) > 0) continue;
		setsockopt(fd, SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
		close(fd);
	}
	double seconds = clock_of(CLOCK_MONOTONIC) - begin;
	printf("{\"connections\": %ld, \"seconds\": %.6f, \"serverCpu\": %.6f}\n", count, seconds, clock_of(server) - cpu);
	return 0;
}
